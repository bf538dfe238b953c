import DocumentText
import Inbox

#if canImport(Glibc)
import Glibc
#endif

extension Doctor {
    /// The extractor program and the tools it needs, tried on small documents of our own.
    func extraction() async -> [Check] {
        [
            await reading(
                "extractor",
                Self.word + "\n",
                name: "probe.txt",
                remedy: "put tradecraft-extract beside the tradecraft program; one build makes both"
            ),
            await confinement(),
            await reading("pdftotext", Self.pdf, name: "probe.pdf", remedy: "apt-get install poppler-utils"),
        ] + tools()
    }

    /// What locks the extractor in, as the extractor finds it.
    private func confinement() async -> Check {
        let title = "extractor sandbox"
        let policy = configuration.extractionOptions.sandbox
        let remedy =
            "use a kernel with Landlock (5.13) and seccomp, and a container that leaves them; or set "
            + "extraction.sandbox: best-effort"
        do throws(ExtractionError) {
            let report = try await ExtractorProcess(executable: extractor).protections()
            if report.isComplete { return Check(title, .ok, "\(report.line), \(policy.rawValue)") }
            let missing = "missing: \(report.missing.joined(separator: ", "))"
            switch policy {
            case .required: return Check(title, .failed, "\(missing); no document is read", remedy: remedy)
            case .bestEffort: return Check(title, .warning, "\(missing); documents are read without", remedy: remedy)
            }
        } catch {
            return Check(title, .failed, "\(error)")
        }
    }

    /// The programs that some formats need: without them those are rejected, the others are read.
    private func tools() -> [Check] {
        var wanted = [
            (["antiword", "catdoc"], "old Word files", "apt-get install antiword"),
            (["xls2csv"], "old Excel files", "apt-get install catdoc"),
            (["catppt"], "old PowerPoint files", "apt-get install catdoc"),
        ]
        if configuration.extractionOptions.recognition != nil {
            wanted.append((["tesseract"], "scanned pages", "apt-get install tesseract-ocr"))
            wanted.append((["pdftoppm"], "scanned pages of PDF", "apt-get install poppler-utils"))
        }
        return wanted.map { programs, what, remedy in
            let found = programs.first { program in
                ["/usr/local/bin", "/usr/bin", "/bin"].contains { access("\($0)/\(program)", X_OK) == 0 }
            }
            let title = programs.joined(separator: " or ")
            guard let found else { return Check(title, .warning, "\(what) are rejected", remedy: remedy) }
            return Check(title, .ok, "\(what) are read by \(found)")
        }
    }

    private static let word = "tradecraft-probe"

    private func reading(_ title: String, _ content: String, name: String, remedy: String) async -> Check {
        guard let path = Self.temporaryFile(content) else {
            return Check(title, .warning, "not tried: no temporary file can be made", remedy: "make room in /tmp")
        }
        defer { FileBytes.remove(SystemPath(path)) }
        do throws(ExtractionError) {
            let extraction = try await ExtractorProcess(executable: extractor, options: configuration.extractionOptions)
                .extract(path: Array(path.utf8), name: name, limits: configuration.extraction, members: nil, text: nil)
            guard let document = extraction.document, document.text.contains(Self.word) else {
                return Check(title, .failed, "it reads something else than was written", remedy: remedy)
            }
            return Check(title, .ok, "it reads a document (\(document.mediaType))")
        } catch {
            return Check(title, .failed, "\(error)", remedy: error.code == .toolMissing ? remedy : nil)
        }
    }

    private static func temporaryFile(_ content: String) -> String? {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/tradecraft-doctor-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let bytes = Array(content.utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count else {
            FileBytes.remove(SystemPath(path))
            return nil
        }
        return path
    }

    /// A PDF of one page with one word.
    private static var pdf: String {
        let stream = "BT /F1 24 Tf 72 700 Td (\(word)) Tj ET"
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            "<</Length \(stream.utf8.count)>>stream\n\(stream)\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
        var text = "%PDF-1.4\n"
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for (index, object) in objects.enumerated() {
            let offset = String(text.utf8.count)
            table += String(repeating: "0", count: 10 - offset.utf8.count) + offset + " 00000 n \n"
            text += "\(index + 1) 0 obj\(object)endobj\n"
        }
        let start = text.utf8.count
        return text + table + "trailer<</Size \(objects.count + 1)/Root 1 0 R>>\nstartxref\n\(start)\n%%EOF\n"
    }
}
