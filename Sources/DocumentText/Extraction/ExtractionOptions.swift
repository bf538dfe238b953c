/// What an operator may switch on or off for every document.
package struct ExtractionOptions: Hashable, Sendable {
    /// What happens where the kernel cannot lock the child in.
    package var sandbox: Sandbox

    /// How scanned pages are read; `nil` leaves them.
    package var recognition: Recognition?

    /// Options; the defaults read no scans and insist on the sandbox.
    package init(sandbox: Sandbox = .required, recognition: Recognition? = nil) {
        self.sandbox = sandbox
        self.recognition = recognition
    }

    /// What happens where the kernel cannot lock the child in.
    package enum Sandbox: String, CaseIterable, Sendable {
        /// No document is read.
        case required
        /// Documents are read with the protections there are.
        case bestEffort = "best-effort"
    }

    /// Optical recognition of scanned pages, by the program `tesseract`.
    package struct Recognition: Hashable, Sendable {
        /// The languages, in tesseract's names joined by `+`: `eng`, `eng+deu`.
        package let languages: String

        /// At most so many pages of a document are recognised.
        package var pages: Int

        /// Recognition in some languages; `nil` where that is no list of languages.
        package init?(languages: String, pages: Int = 20) {
            let isPlain = languages.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x5F || byte == 0x2B
            }
            guard isPlain, (1...100).contains(languages.utf8.count), pages > 0 else { return nil }
            self.languages = languages
            self.pages = pages
        }
    }
}
