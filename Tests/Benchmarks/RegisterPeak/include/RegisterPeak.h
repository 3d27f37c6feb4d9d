// How fast one core multiplies and adds when nothing leaves its registers: what matrix products are
// measured against.
#ifndef REGISTER_PEAK_H
#define REGISTER_PEAK_H

// Runs `rounds` rounds of independent single-precision multiply-adds in the widest registers that the
// processor has; the number of floating-point operations (two a multiply-add and element).
double rp_run(long rounds);

#endif
