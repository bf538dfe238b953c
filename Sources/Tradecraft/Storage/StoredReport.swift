import AttackReports

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A report as the database keeps it: its JSON in a zlib stream.
enum StoredReport {
    /// The largest report that is read back.
    private static let limit = 1 << 30

    /// Keeps a report.
    static func encode(_ report: AttackReport) -> Data { Data(Compression.compress(report.encoded())) }

    /// The JSON that was kept.
    ///
    /// - Throws: ``CompressionError`` where it is damaged.
    static func json(of body: Data) throws(CompressionError) -> Data {
        Data(try Compression.decompress(body, limit: limit))
    }

    /// Reads what was kept.
    ///
    /// - Throws: ``CompressionError`` or `DecodingError` where it is damaged.
    static func decode(_ body: Data) throws -> AttackReport {
        try JSONDecoder().decode(AttackReport.self, from: json(of: body))
    }
}
