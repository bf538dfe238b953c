import Glibc

/// Strings as C wants them for a new program.
package enum CStrings {
    /// Calls `body` with a null-terminated array of C strings, valid during the call.
    package static func with<Result>(
        _ strings: [String],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
        defer {
            for pointer in pointers {
                free(pointer)
            }
        }
        pointers.append(nil)
        return pointers.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("An array with a terminator is empty.") }
            return body(base)
        }
    }
}
