import DocumentText

/// The files that are attached to a PDF, found in its bytes.
///
/// The program for them, `pdfdetach`, only writes to files, and the sandbox has none to write to. Their streams are never
/// packed within others, so that they can be seen from outside; only their names often cannot.
struct PDFAttachments {
    /// The files, as many as may be read.
    private(set) var files: [[UInt8]] = []

    /// How many there are besides, too large or packed in an unusual way.
    private(set) var unreadable = 0

    init(_ bytes: [UInt8], limits: ExtractionLimits, budget: Int) {
        var budget = budget
        PDFBytes.forEach("/EmbeddedFile", in: bytes) { index in
            // "/EmbeddedFiles" is the list of them.
            let next = index + 13
            guard next < bytes.count, !bytes[next].isASCIILetter, let stream = PDFStream(around: index, in: bytes)
            else {
                return next
            }
            guard files.count < limits.members, let file = stream.unpacked(of: bytes, limit: budget),
                file.count < budget
            else {
                unreadable += 1
                return unreadable < limits.members ? stream.data.upperBound : nil
            }
            budget -= file.count
            if !file.isEmpty {
                files.append(file)
            }
            return stream.data.upperBound
        }
    }
}
