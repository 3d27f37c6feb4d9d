// What products of reduced precision share, whatever multiplies.

// Operands of reduced precision.
MK_INLINE mk_product reduced_product(mk_precision precision, size_t m, size_t n, size_t k,
                                     const void *a, const void *panels,
                                     const mk_epilogue *epilogue, float *c, size_t ldc) {
  size_t group = precision == MK_INT8 ? MK_INT8_GROUP : MK_BFLOAT_GROUP;
  return (mk_product){.m = m,
                      .n = n,
                      .depth = mk_groups(k, group),
                      .a = a,
                      .row_bytes = mk_reduced_stride(precision, k),
                      .panels = panels,
                      .epilogue = leaves_sums(epilogue) ? NULL : epilogue,
                      .c = c,
                      .ldc = ldc};
}

// A product of 8-bit integers in blocks of depth, by tiles that know of `scales` as their context.
MK_INLINE void int8_product(size_t m, size_t n, size_t k, const void *rows, const void *weight,
                            const mk_epilogue *epilogue, float *c, size_t ldc, const mk_run run) {
  const mk_int8_scales scales = {rows, mk_weight_scales(weight), mk_weight_sums(weight, n)};
  mk_product of = reduced_product(MK_INT8, m, n, k, (const char *)rows + mk_row_scales_bytes(m),
                                  mk_weight_panels(weight, n), epilogue, c, ldc);
  of.context = &scales;
  in_blocks(of, deepest_block(of.depth), run);
}
