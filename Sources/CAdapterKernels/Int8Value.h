// What sums of 8-bit products stand for.

typedef struct mk_int8_scales {
  // For each row of A, and for each column of B: its scale and the sum of its integers.
  const mk_row_scale *rows;
  const float *columns;
  const int32_t *column_sums;
} mk_int8_scales;

// Of one row and sixteen columns. The same expression on every path: (sum - zero * column's sum) * (row's
// scale * column's scale).
MK_INLINE v16 int8_value(const mk_int8_scales *scales, size_t row, size_t column, i16 sum) {
  i16 column_sum;
  memcpy(&column_sum, scales->column_sums + column, sizeof column_sum);
  return __builtin_convertvector(sum - column_sum * scales->rows[row].zero, v16) *
         (splat(scales->rows[row].scale) * load(scales->columns + column));
}
