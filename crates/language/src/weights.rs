//! The layers of one component as thinc writes them: a list of nodes, each with its attributes and arrays.

use crate::model::{Malformed, ModelError, ModelFiles};
use crate::msgpack::Value;

/// An array of numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Array {
    /// Its sizes, outermost first.
    pub(crate) shape: Vec<usize>,
    /// Its numbers, innermost fastest.
    pub(crate) values: Vec<f32>,
}

/// One layer.
#[derive(Clone, Debug)]
pub(crate) struct Layer {
    /// Its kind (`maxout`), or for a compound one what it is made of.
    pub(crate) name: String,
    attributes: Vec<(String, Vec<u8>)>,
    arrays: Vec<(String, Array)>,
}

/// The layers of one file, outer before inner, first before later.
#[derive(Clone, Debug)]
pub(crate) struct Layers {
    path: String,
    layers: Vec<Layer>,
}

impl Layers {
    /// Reads the file `path` of a model.
    pub(crate) fn load(files: &ModelFiles, path: &str) -> Result<Self, ModelError> {
        let layers = read(&files.msgpack(path)?).map_err(|error| error.of(path))?;
        Ok(Self { path: path.to_owned(), layers })
    }

    /// The layers of kind `name`, in their order.
    pub(crate) fn of_kind(&self, name: &str) -> Vec<&Layer> {
        self.layers.iter().filter(|layer| layer.name == name).collect()
    }

    /// The one layer of kind `name`.
    pub(crate) fn only(&self, name: &str) -> Result<&Layer, ModelError> {
        match self.of_kind(name)[..] {
            [layer] => Ok(layer),
            ref found => Err(self.malformed(format!("it has {} layers '{name}', not one", found.len()))),
        }
    }

    /// The array `name` of `layer`, which must have the sizes `shape`.
    pub(crate) fn array<'l>(&self, layer: &'l Layer, name: &str, shape: &[usize]) -> Result<&'l [f32], ModelError> {
        let array = layer.arrays.iter().find(|(key, _)| key == name).map(|(_, array)| array);
        let array = array.ok_or_else(|| self.malformed(format!("a layer '{}' has no '{name}'", layer.name)))?;
        if array.shape != shape {
            let what = format!("'{name}' of a layer '{}' has the sizes {:?}, not {shape:?}", layer.name, array.shape);
            return Err(self.malformed(what));
        }
        if array.values.iter().any(|value| !value.is_finite()) {
            return Err(self.malformed(format!("'{name}' of a layer '{}' holds no numbers", layer.name)));
        }
        Ok(&array.values)
    }

    /// The sizes of the array `name` of `layer`.
    pub(crate) fn shape<'l>(&self, layer: &'l Layer, name: &str) -> Result<&'l [usize], ModelError> {
        let array = layer.arrays.iter().find(|(key, _)| key == name);
        let array = array.ok_or_else(|| self.malformed(format!("a layer '{}' has no '{name}'", layer.name)))?;
        Ok(&array.1.shape)
    }

    /// The attribute `name` of `layer`, a whole number.
    pub(crate) fn number(&self, layer: &Layer, name: &str) -> Result<u64, ModelError> {
        let bytes = layer.attributes.iter().find(|(key, _)| key == name).map(|(_, bytes)| bytes.as_slice());
        let number = bytes.and_then(|bytes| Value::read(bytes).ok()?.unsigned());
        number.ok_or_else(|| self.malformed(format!("a layer '{}' has no number '{name}'", layer.name)))
    }

    /// An error of this file.
    pub(crate) fn malformed(&self, what: String) -> ModelError {
        Malformed(what).of(self.path.clone())
    }
}

fn read(value: &Value) -> Result<Vec<Layer>, Malformed> {
    let list = |key: &str| {
        let list = value.get(key).and_then(Value::list);
        list.ok_or_else(|| Malformed(format!("it has no list '{key}', as a thinc model has")))
    };
    let (nodes, attributes, arrays) = (list("nodes")?, list("attrs")?, list("params")?);
    if nodes.len() != attributes.len() || nodes.len() != arrays.len() {
        return Err(Malformed("its nodes, attributes and parameters are not of one number".to_owned()));
    }
    let layers = nodes.iter().zip(attributes).zip(arrays).map(|((node, attributes), arrays)| {
        let name = node.get("name").and_then(Value::text).ok_or_else(|| Malformed("a node has no name".to_owned()))?;
        let attributes = attributes.map().unwrap_or_default().iter();
        let attributes =
            attributes.filter_map(|(key, value)| Some((key.text()?.to_owned(), value.bytes()?.to_vec()))).collect();
        let arrays = arrays.map().unwrap_or_default().iter();
        let arrays =
            arrays.filter_map(|(key, value)| Some((key.text()?, value))).filter(|(_, value)| **value != Value::Nil);
        let arrays: Result<Vec<_>, Malformed> =
            arrays.map(|(key, value)| Ok((key.to_owned(), array(value)?))).collect();
        Ok(Layer { name: name.to_owned(), attributes, arrays: arrays? })
    });
    layers.collect()
}

/// An array as msgpack-numpy writes it.
pub(crate) fn array(value: &Value) -> Result<Array, Malformed> {
    let missing = |key: &str| Malformed(format!("an array has no '{key}'"));
    let kind = value.get("type").and_then(Value::text).ok_or_else(|| missing("type"))?;
    if kind != "<f4" {
        return Err(Malformed(format!("an array is of type '{kind}', not '<f4'")));
    }
    let shape = value.get("shape").and_then(Value::list).ok_or_else(|| missing("shape"))?;
    let shape: Option<Vec<usize>> = shape.iter().map(|size| usize::try_from(size.unsigned()?).ok()).collect();
    let shape = shape.ok_or_else(|| missing("shape"))?;
    let data = value.get("data").and_then(Value::bytes).ok_or_else(|| missing("data"))?;
    let count = shape.iter().try_fold(4_usize, |product, &size| product.checked_mul(size));
    if count != Some(data.len()) {
        return Err(Malformed(format!("an array of the sizes {shape:?} has {} bytes", data.len())));
    }
    let values = data.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect();
    Ok(Array { shape, values })
}
