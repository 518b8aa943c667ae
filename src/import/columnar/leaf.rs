//! Plain columns as text.

use std::fmt::Write;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, StringArray, StringBuilder, new_null_array};
use arrow::compute::cast;
use arrow::datatypes::{ArrowPrimitiveType, DataType, Float32Type, Float64Type};

/// A plain column as text: the text that the same value has in a CSV or an Excel file, so that IDs
/// join whatever they come from. Whole floating-point and decimal numbers have no fraction (a column
/// of integers with gaps is one of doubles in pandas), what is no number is nothing, 16 fixed bytes
/// are a UUID, other bytes are text if they are UTF-8 and hexadecimal if not.
pub fn leaf_text(array: &ArrayRef) -> ArrayRef {
    let text = match array.data_type() {
        DataType::Float64 => numbers::<Float64Type>(array, f64::is_nan),
        DataType::Float32 => numbers::<Float32Type>(array, f32::is_nan),
        DataType::Float16 => {
            return cast(array, &DataType::Float32)
                .map_or_else(|_| nothing(array.len()), |wider| leaf_text(&wider));
        }
        DataType::Decimal32(..)
        | DataType::Decimal64(..)
        | DataType::Decimal128(..)
        | DataType::Decimal256(..) => decimals(array),
        DataType::FixedSizeBinary(size) => {
            let write = if *size == 16 { write_uuid } else { write_hex };
            bytes(array.as_fixed_size_binary().iter(), write)
        }
        DataType::Binary => bytes(array.as_binary::<i32>().iter(), write_text),
        DataType::LargeBinary => bytes(array.as_binary::<i64>().iter(), write_text),
        DataType::BinaryView => bytes(array.as_binary_view().iter(), write_text),
        // Only named zones need a zone database; the moment is the same.
        DataType::Timestamp(unit, Some(_)) => {
            let utc = DataType::Timestamp(*unit, Some("+00:00".into()));
            return cast(array, &utc).map_or_else(|_| nothing(array.len()), |array| as_is(&array));
        }
        _ => return as_is(array),
    };
    Arc::new(text)
}

/// A column of no values.
pub fn nothing(rows: usize) -> ArrayRef {
    new_null_array(&DataType::Utf8, rows)
}

fn as_is(array: &ArrayRef) -> ArrayRef {
    cast(array, &DataType::Utf8).unwrap_or_else(|_| nothing(array.len()))
}

/// `Display` of floating-point numbers is the shortest exact form, without a fraction where they are
/// whole.
fn numbers<T: ArrowPrimitiveType>(array: &ArrayRef, is_nan: fn(T::Native) -> bool) -> StringArray
where
    T::Native: std::fmt::Display,
{
    let mut text = StringBuilder::with_capacity(array.len(), array.len() * 8);
    for number in array.as_primitive::<T>() {
        match number.filter(|number| !is_nan(*number)) {
            Some(number) => {
                // Writing into memory does not fail.
                let _ = write!(text, "{number}");
                text.append_value("");
            }
            None => text.append_null(),
        }
    }
    text.finish()
}

fn decimals(array: &ArrayRef) -> StringArray {
    let text = as_is(array);
    let whole = |text: &'_ str| match text.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|c| c == b'0') => whole.len(),
        _ => text.len(),
    };
    let text = text.as_string::<i32>();
    text.iter().map(|text| text.map(|text| &text[..whole(text)])).collect()
}

fn bytes<'a>(
    values: impl Iterator<Item = Option<&'a [u8]>>,
    write: fn(&mut StringBuilder, &[u8]),
) -> StringArray {
    let mut text = StringBuilder::new();
    for value in values {
        match value {
            Some(value) => {
                write(&mut text, value);
                text.append_value("");
            }
            None => text.append_null(),
        }
    }
    text.finish()
}

fn write_text(text: &mut StringBuilder, value: &[u8]) {
    match std::str::from_utf8(value) {
        Ok(value) => {
            let _ = text.write_str(value);
        }
        Err(_) => write_hex(text, value),
    }
}

fn write_hex(text: &mut StringBuilder, value: &[u8]) {
    for byte in value {
        let _ = write!(text, "{byte:02x}");
    }
}

fn write_uuid(text: &mut StringBuilder, value: &[u8]) {
    for (place, byte) in value.iter().enumerate() {
        let dash = if matches!(place, 4 | 6 | 8 | 10) { "-" } else { "" };
        let _ = write!(text, "{dash}{byte:02x}");
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::{
        BinaryArray, Decimal128Array, FixedSizeBinaryArray, Float32Array, Float64Array,
    };

    use super::*;

    fn texts(array: impl Array + 'static) -> Vec<Option<String>> {
        let text = leaf_text(&(Arc::new(array) as ArrayRef));
        text.as_string::<i32>().iter().map(|text| text.map(str::to_owned)).collect()
    }

    fn some(texts: &[&str]) -> Vec<Option<String>> {
        texts.iter().map(|text| (*text != "-").then(|| (*text).to_owned())).collect()
    }

    #[test]
    fn ids_are_the_text_that_other_files_have() {
        let doubles = vec![Some(1000.0), None, Some(f64::NAN), Some(0.1), Some(-5.0), Some(1e15)];
        let expected = some(&["1000", "-", "-", "0.1", "-5", "1000000000000000"]);
        assert_eq!(texts(Float64Array::from(doubles)), expected);
        assert_eq!(texts(Float32Array::from(vec![1000.0, 0.1])), some(&["1000", "0.1"]));
        let decimals = Decimal128Array::from(vec![Some(700), Some(125), None, Some(-50), Some(10)]);
        let decimals = decimals.with_precision_and_scale(12, 2).unwrap();
        assert_eq!(texts(decimals), some(&["7", "1.25", "-", "-0.50", "0.10"]));
        let uuid =
            FixedSizeBinaryArray::try_from_iter([(0_u8..16).collect::<Vec<_>>()].into_iter());
        let expected = some(&["00010203-0405-0607-0809-0a0b0c0d0e0f"]);
        assert_eq!(texts(uuid.unwrap()), expected);
        let hash = FixedSizeBinaryArray::try_from_iter([vec![0xab_u8, 0x01]].into_iter());
        assert_eq!(texts(hash.unwrap()), some(&["ab01"]));
        let bytes = BinaryArray::from(vec![&b"u1"[..], b"\xff\x00"]);
        assert_eq!(texts(bytes), some(&["u1", "ff00"]));
    }
}
