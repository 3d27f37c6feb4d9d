// All kernels, written once with the compiler's vectors and compiled once for each path.
//
// The including file sets the target and MK_TABLE (the table's name), MK_LANES (floats in one
// register), MK_VECTORS (registers across a tile), MK_ROWS (rows of a tile), and what Int8.h and
// Bfloat.h ask for.

#include "TiledProducts.h"

#include "Packing.h"

#include "NarrowProducts.h"

#include "Products.h"

#include "Attention.h"

#include "Elements.h"

#include "DoubleProducts.h"

#include "Rows.h"

#include "ReducedRows.h"

#include "PackingBfloat.h"

#include "PackingInt8.h"

#include "Int8Tile.h"

#include "Int8.h"

#include "Bfloat.h"

const mk_table MK_TABLE = {
    .pack = pack,
    .pack_transposed = pack_transposed,
    .gemm = gemm,
    .gemm_accumulate = gemm_accumulate,
    .gemm_activation_backward = gemm_activation_backward,
    .gemm_transposed = gemm_transposed,
    .column_sums = column_sums,
    .attention = attention,
    .attention_backward = attention_backward,
    .layer_norm = layer_norm,
    .layer_norm_backward = layer_norm_backward,
    .cross_entropy = cross_entropy,
    .add = add,
    .add_scaled = add_scaled,
    .scale = scale_by,
    .multiply = multiply,
    .activate = activate,
    .activate_backward = activate_backward,
    .dropout = dropout,
    .exp = exp_all,
    .erf = erf_all,
    .adamw = adamw,
    .decay = decay_weights,
    .add_squares = add_squares,
    .add_outer_products = add_outer_products,
    .sum_lanes = sum_all_lanes,
    .reduce_rows = reduce_rows,
    .pack_reduced = {[MK_BFLOAT] = pack_bfloat, [MK_INT8] = pack_int8},
    .pack_reduced_transposed = {[MK_BFLOAT] = pack_bfloat_transposed,
                                [MK_INT8] = pack_int8_transposed},
};
