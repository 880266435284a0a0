//! Numbers that start at a cache line.

/// `f32`s whose first lies at a multiple of 64 bytes, so that no vector of a row crosses cache lines.
#[derive(Debug, Default)]
pub(crate) struct Buffer {
    room: Vec<f32>,
    skip: usize,
    len: usize,
}

/// Numbers in a cache line.
const LINE: usize = 16;

impl Buffer {
    /// `len` zeros.
    pub(crate) fn zeros(len: usize) -> Self {
        let mut buffer = Self::default();
        buffer.clear_to(len);
        buffer
    }

    /// A copy of `numbers`.
    pub(crate) fn of(numbers: &[f32]) -> Self {
        let mut buffer = Self::zeros(numbers.len());
        buffer.as_mut_slice().copy_from_slice(numbers);
        buffer
    }

    /// Makes it hold `len` zeros.
    pub(crate) fn clear_to(&mut self, len: usize) {
        self.resize(len);
        self.as_mut_slice().fill(0.0);
    }

    /// Makes it hold `len` numbers, whichever; keeps none for certain.
    pub(crate) fn resize(&mut self, len: usize) {
        if self.room.len() < len + LINE {
            self.room = vec![0.0; (len + LINE).max(self.room.len() * 2)];
            self.skip = self.room.as_ptr().align_offset(LINE * size_of::<f32>());
            // `align_offset` may decline to answer; the numbers are right then too, only slower to read.
            self.skip = if self.skip < LINE { self.skip } else { 0 };
        }
        self.len = len;
    }

    /// The numbers.
    pub(crate) fn as_slice(&self) -> &[f32] {
        &self.room[self.skip..self.skip + self.len]
    }

    /// The numbers.
    pub(crate) fn as_mut_slice(&mut self) -> &mut [f32] {
        &mut self.room[self.skip..self.skip + self.len]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_at_a_cache_line() {
        for len in [0, 1, 17, 5000] {
            let buffer = Buffer::of(&vec![1.5; len]);
            assert_eq!(buffer.as_slice().as_ptr().align_offset(64), 0);
            assert!(buffer.as_slice().iter().all(|&number| number == 1.5) && buffer.as_slice().len() == len);
        }
    }
}
