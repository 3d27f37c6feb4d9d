// Sizes of operands of reduced precision.
#include "Reduced.h"

size_t mk_reduced_rows_bytes(mk_precision precision, size_t rows, size_t reduction) {
  size_t scales = precision == MK_INT8 ? mk_row_scales_bytes(rows) : 0;
  return scales + rows * mk_reduced_stride(precision, reduction);
}

size_t mk_reduced_weight_bytes(mk_precision precision, size_t outputs, size_t reduction) {
  size_t columns = mk_padded_outputs(outputs);
  if (precision == MK_INT8) return 8 * columns + columns * 4 * mk_groups(reduction, MK_INT8_GROUP);
  return columns * 4 * mk_groups(reduction, MK_BFLOAT_GROUP);
}
