// What every product of register tiles is made of. The including file sets MK_LANES, MK_VECTORS and MK_ROWS
// (Kernels.h says what they are), and what Tiles.h lets it define.

#include "Language.h"

#include "Vectors.h"

#include "Epilogue.h"

#include "RowOffsets.h"

#include "Prefetch.h"

#include "Int8Value.h"

#include "Tiles.h"

#include "Blocks.h"

#include "ReducedProducts.h"
