import DocumentText

/// What a PDF has beside its pages: attached files, and addresses that links lead to.
enum PDFExtras {
    /// Whether a picture in the file is large enough to be a scanned page.
    static func hasScan(_ bytes: [UInt8]) -> Bool {
        var found = false
        PDFBytes.forEach("/Image", in: bytes) { index in
            guard let stream = PDFStream(around: index, in: bytes) else { return index }
            let head = bytes[stream.dictionary]
            let width = PDFStream.number(after: "/Width", in: head) ?? 0
            let height = PDFStream.number(after: "/Height", in: head) ?? 0
            found = width >= 600 && height >= 600
            return found ? nil : stream.data.upperBound
        }
        return found
    }

    /// Appends the addresses that the text does not show.
    static func appendLinks(of bytes: [UInt8], to draft: inout DocumentDraft) {
        guard !isEncrypted(bytes) else { return }
        // A long text is not searched again and again for many addresses.
        var budget = 1 << 28
        let text = draft.text.utf8[...]
        for target in PDFLinks(bytes).targets {
            budget -= text.count
            let isShown = budget > 0 && text.withUnsafeBytes { PDFBytes.contains(target, in: $0) }
            if !isShown {
                draft.text.append(target, as: .link)
            }
        }
    }

    /// Reads the attached files as parts.
    static func readAttachments(of bytes: [UInt8], into draft: inout DocumentDraft, _ context: ReadingContext) {
        guard PDFBytes.find("/EmbeddedFile", in: bytes, from: 0) != nil else { return }
        guard !isEncrypted(bytes) else {
            draft.warnPartial("The PDF has attached files; they are encrypted and were not read.")
            return
        }
        let attached = PDFAttachments(bytes, limits: context.limits, budget: draft.partBytes)
        for (index, file) in attached.files.enumerated() {
            PartReader.read(file, name: "attachment \(index + 1)", as: .attachment, into: &draft, context)
        }
        if attached.unreadable > 0 {
            draft.warnPartial("\(attached.unreadable) files attached to the PDF could not be read.")
        }
    }

    private static func isEncrypted(_ bytes: [UInt8]) -> Bool { PDFBytes.find("/Encrypt", in: bytes, from: 0) != nil }
}
