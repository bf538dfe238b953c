extension Doctor {
    /// Whether the program that prints reports is there; nothing is said where none is asked for.
    func printing(in folders: [String] = PDFProgram.folders) -> [Check] {
        let setting = configuration.report.pdf
        guard setting != .off else { return [] }
        let kinds = PDFProgram.kinds(setting)
        guard let program = kinds.lazy.compactMap({ PDFProgram.find($0, in: folders) }).first else {
            let names = kinds.map(\.rawValue)
            return [
                Check(
                    "PDF reports",
                    .warning,
                    "there is no \(names.joined(separator: " and no ")); reports are published without report.pdf",
                    remedy: "apt-get install \(names.joined(separator: ", or ")); or set report.pdf: off"
                )
            ]
        }
        return [Check("PDF reports", .ok, "report.pdf is printed by \(program.path)")]
    }
}
