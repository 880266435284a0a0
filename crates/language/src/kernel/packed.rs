//! Weights in the order in which they are read.

use super::{Buffer, LANES, padded};

/// The weights of an affine map with `pieces` values for each output, of which the greatest is taken.
#[derive(Debug)]
pub(crate) struct Packed {
    inputs: usize,
    outputs: usize,
    pieces: usize,
    /// `[panel of outputs][piece][input][lane]`.
    weights: Buffer,
    /// `[panel of outputs][piece][lane]`.
    bias: Buffer,
}

/// The sizes of the weights that [`Packed::new`] is given.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    /// Outputs.
    pub(crate) outputs: usize,
    /// Values for each output.
    pub(crate) pieces: usize,
    /// Rows that are read for one row of output.
    pub(crate) rows: usize,
    /// Numbers of each of those rows.
    pub(crate) width: usize,
}

impl Packed {
    /// Packs `weights` (`[output][piece][row][number]`) and `bias` (`[output][piece]`; none for zeros). The rows
    /// they will be applied to are padded to whole panels.
    pub(crate) fn new(sizes: Sizes, weights: &[f32], bias: Option<&[f32]>) -> Self {
        let Sizes { outputs, pieces, rows, width } = sizes;
        let inputs = rows * padded(width);
        assert_eq!(weights.len(), outputs * pieces * rows * width, "the weights fit their sizes");
        let mut packed = Self {
            inputs,
            outputs,
            pieces,
            weights: Buffer::zeros(padded(outputs) * pieces * inputs),
            bias: Buffer::zeros(padded(outputs) * pieces),
        };
        for (output, of_output) in weights.chunks_exact(pieces * rows * width).enumerate() {
            for (piece, of_piece) in of_output.chunks_exact(rows * width).enumerate() {
                let panel = (output / LANES) * pieces + piece;
                let (lane, panel_weights) = (output % LANES, panel * inputs * LANES);
                for (row, of_row) in of_piece.chunks_exact(width).enumerate() {
                    for (number, &weight) in of_row.iter().enumerate() {
                        let input = row * padded(width) + number;
                        packed.weights.as_mut_slice()[panel_weights + input * LANES + lane] = weight;
                    }
                }
                let bias = bias.map_or(0.0, |bias| bias[output * pieces + piece]);
                packed.bias.as_mut_slice()[panel * LANES + lane] = bias;
            }
        }
        packed
    }

    /// Numbers in a row of output.
    pub(crate) fn out_width(&self) -> usize {
        padded(self.outputs)
    }

    /// Numbers that are read for a row of output.
    pub(super) fn inputs(&self) -> usize {
        self.inputs
    }

    /// Panels of output, each with [`Packed::pieces`] panels of weights.
    pub(super) fn pieces(&self) -> usize {
        self.pieces
    }

    /// How many panels of weights there are.
    pub(super) fn panels(&self) -> usize {
        self.out_width() / LANES * self.pieces
    }

    /// The weights of panel number `panel`, `[input][lane]`, and its bias.
    pub(super) fn panel(&self, panel: usize) -> (&[f32], &[f32]) {
        let weights = &self.weights.as_slice()[panel * self.inputs * LANES..][..self.inputs * LANES];
        (weights, &self.bias.as_slice()[panel * LANES..][..LANES])
    }
}
