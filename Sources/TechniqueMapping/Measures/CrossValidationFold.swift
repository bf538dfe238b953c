/// Deals reports out to the parts of a cross-validation.
package enum CrossValidationFold {
    /// The part that a report is held out in, 0 to `count` - 1.
    ///
    /// It depends on the name of the report alone, so that a report stays where it is when others come or go.
    package static func of(_ doc: String, among count: Int) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in doc.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        // The last bits of such a hash are those of few bytes: the upper ones are drawn in.
        hash = (hash ^ (hash >> 32)) &* 0xD6E8_FEB8_6659_FD93
        return Int((hash ^ (hash >> 32)) % UInt64(max(1, count)))
    }
}
