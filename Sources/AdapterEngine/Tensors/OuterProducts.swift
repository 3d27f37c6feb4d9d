import CAdapterKernels

/// sums `[n, k]` += aᵀ · b, a `[m, n]`, b `[m, k]`, row after row: for statistics of a batch, which single
/// precision is too coarse for.
package func addOuterProducts(
  _ a: [Double], width n: Int, _ b: [Double], width k: Int, to sums: inout [Double]
) {
  precondition(n > 0 && k > 0 && a.count / n == b.count / k, "as many rows in both")
  precondition(a.count % n == 0 && b.count % k == 0 && sums.count == n * k, "whole rows")
  mk_add_outer_products(a.count / n, n, k, a, b, &sums)
}
