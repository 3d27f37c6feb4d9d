import CSystemCrypto
package import Foundation

/// Computes a SHA-256 piece by piece. Owns its OpenSSL context.
package struct SHA256Hasher: ~Copyable {
  private let context: OpaquePointer

  package init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, mdg_sha256(), nil) == 1 else {
      preconditionFailure("OpenSSL provides no SHA-256: out of memory, or a library without it")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds `bytes` to what is digested.
  package mutating func update(_ bytes: some DataProtocol) {
    for region in bytes.regions {
      region.withUnsafeBytes { buffer in
        _ = EVP_DigestUpdate(context, buffer.baseAddress, buffer.count)
      }
    }
  }

  /// Adds the UTF-8 bytes of `text`.
  package mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// The digest of everything added: 32 bytes.
  package consuming func finalizedBytes() -> Data {
    var bytes = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    _ = EVP_DigestFinal_ex(context, &bytes, &length)
    return Data(bytes)
  }

  /// The digest of everything added: 64 lower-case hexadecimal digits.
  package consuming func finalize() -> String {
    let bytes = finalizedBytes()
    let digits = Array("0123456789abcdef".utf8)
    let hexadecimal = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: hexadecimal, as: UTF8.self)
  }
}
