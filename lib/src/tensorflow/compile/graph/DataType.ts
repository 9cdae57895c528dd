/** The data types of TensorFlow's graphs that occur here, by their numbers in types.proto. */
export const DataType = {
  float32: 1,
  float64: 2,
  int32: 3,
  string: 7,
  complex64: 8,
  bool: 10,
  uint64: 23,
} as const;

/** A data type by name: TensorFlow.js' own, uint64 for the keys of random operations, and float64. */
export type DataTypeName = keyof typeof DataType;
