/// The command line between ``ExtractorProcess`` and its child; both sides use this type.
package struct ExtractorArguments: Equatable, Sendable {
    /// The document's name, a hint for kinds of text.
    package var name: String

    /// The process that must be the child's parent, for the child to die with it; `nil` when run by hand.
    package var parent: Int32?

    /// The limits; the one on clock time is kept from outside, and known inside for work that can be left undone.
    package var limits: ExtractionLimits

    /// What an operator may switch on or off.
    package var options: ExtractionOptions

    /// A command line's meaning.
    package init(
        name: String = "",
        parent: Int32? = nil,
        limits: ExtractionLimits = ExtractionLimits(),
        options: ExtractionOptions = ExtractionOptions()
    ) {
        self.name = name
        self.parent = parent
        self.limits = limits
        self.options = options
    }

    /// The arguments, the program's name not among them.
    package var commandLine: [String] {
        var line = parent.map { ["--parent", String($0)] } ?? []
        for (option, path) in Self.numbers {
            line += [option, String(limits[keyPath: path])]
        }
        line += ["--sandbox", options.sandbox.rawValue]
        if let recognition = options.recognition {
            line += ["--ocr", recognition.languages, "--ocr-pages", String(recognition.pages)]
        }
        return line + ["--name", name]
    }

    /// Reads what ``commandLine`` gives; `nil` when an argument is not understood.
    package init?(commandLine: some Sequence<String>) {
        self.init()
        var rest = commandLine.makeIterator()
        while let option = rest.next() {
            guard let value = rest.next() else { return nil }
            if option == "--name" {
                name = value
            } else if option == "--parent" {
                guard let number = Int32(value) else { return nil }
                parent = number
            } else if option == "--sandbox" {
                guard let policy = ExtractionOptions.Sandbox(rawValue: value) else { return nil }
                options.sandbox = policy
            } else if option == "--ocr" {
                guard let recognition = ExtractionOptions.Recognition(languages: value) else { return nil }
                options.recognition = recognition
            } else if option == "--ocr-pages" {
                guard let number = Int(value), number > 0 else { return nil }
                options.recognition?.pages = number
            } else {
                guard let path = Self.numbers.first(where: { $0.option == option })?.path,
                    let number = Int(value), number >= (option == "--depth" ? 0 : 1)
                else { return nil }
                limits[keyPath: path] = number
            }
        }
    }

    private static var numbers: [(option: String, path: WritableKeyPath<ExtractionLimits, Int>)] {
        [
            ("--wall-milliseconds", \.wallMilliseconds), ("--cpu-seconds", \.cpuSeconds),
            ("--memory-bytes", \.memoryBytes), ("--input-bytes", \.inputBytes),
            ("--text-bytes", \.textBytes), ("--pages", \.pages), ("--segments", \.segments), ("--members", \.members),
            ("--member-bytes", \.memberBytes), ("--ratio", \.ratio), ("--depth", \.depth),
        ]
    }
}
