import DocumentText

/// A message in the format of mail, and what to do with each of its parts.
struct MailMessage {
    private let bytes: ArraySlice<UInt8>
    private let entities: [MIMEEntity]
    /// What is read as text, in the order of the message.
    private var bodies: [Body] = []
    private var attachments: [Int] = []

    /// Something to read as the message's text.
    private enum Body {
        case text(Int)
        /// The forms of one text.
        case choice(html: [Int], plain: [Int])
        case encrypted
        case unreadable(StaticString)
    }

    /// Finds the parts of a message.
    init(_ bytes: ArraySlice<UInt8>, warningIn draft: inout DocumentDraft) {
        self.bytes = bytes
        let parser = MIMEParser(bytes)
        entities = parser.entities
        if parser.isCut {
            draft.warnPartial("A message has more parts, or deeper ones, than are read.")
        }
        sort()
    }

    /// Decides about each part.
    private mutating func sort() {
        var choices: [Int: (html: [Int], plain: [Int])] = [:]
        var places: [Int: Int] = [:]
        for (index, entity) in entities.enumerated() {
            if entity.type.value == "multipart/encrypted" {
                bodies.append(.encrypted)
            }
            guard !entity.holdsParts, !entity.isEncrypted else { continue }
            guard let choice = entity.choice, entity.isBody else {
                sortSingle(index, entity)
                continue
            }
            if places[choice] == nil {
                places[choice] = bodies.count
                bodies.append(.choice(html: [], plain: []))
            }
            if entity.type.value == "text/html" {
                choices[choice, default: ([], [])].html.append(index)
            } else {
                choices[choice, default: ([], [])].plain.append(index)
            }
        }
        for (choice, place) in places {
            let forms = choices[choice] ?? ([], [])
            bodies[place] = .choice(html: forms.html, plain: forms.plain)
        }
    }

    private mutating func sortSingle(_ index: Int, _ entity: MIMEEntity) {
        switch MailPartRole(entity, isRelated: entity.parent.map { entities[$0].type.value } == "multipart/related") {
        case .body: bodies.append(.text(index))
        case .attachment: attachments.append(index)
        case .encrypted: bodies.append(.encrypted)
        case .unreadable(let warning): bodies.append(.unreadable(warning))
        case .ignored: break
        }
    }

    /// The message's own header.
    var header: MIMEHeader { entities.first?.header ?? MIMEHeader() }

    /// Whether there is a header at all.
    var hasHeader: Bool { !header.fields.isEmpty }

    /// The indices of the parts that are pages, in the order of the message.
    var pages: [Int] { entities.indices.filter { entities[$0].type.value == "text/html" && !entities[$0].holdsParts } }

    /// The part at `index`.
    func entity(_ index: Int) -> MIMEEntity { entities[index] }

    /// Appends the message's text.
    ///
    /// - Throws: `encrypted` when all there is to read needs a key.
    func appendBodies(to draft: inout DocumentDraft, _ context: ReadingContext) throws(ReadingFailure) {
        var isEncrypted = false
        let before = draft.text.segments.count
        for body in bodies {
            switch body {
            case .text(let index): appendText(index, to: &draft, context)
            case .choice(let html, let plain):
                appendChoice(html: html, plain: plain, to: &draft, context)
            case .encrypted: isEncrypted = true
            case .unreadable(let warning): draft.warnPartial("\(warning)")
            }
        }
        guard isEncrypted else { return }
        if draft.text.segments.count == before, attachments.isEmpty {
            throw ReadingFailure(.encrypted, "the message is encrypted")
        }
        draft.warnPartial("A part of a message is encrypted and was not read.")
    }

    private func appendChoice(
        html: [Int],
        plain: [Int],
        to draft: inout DocumentDraft,
        _ context: ReadingContext
    ) {
        let start = draft.text.utf8.count
        for index in html {
            appendText(index, to: &draft, context)
        }
        for index in plain {
            if draft.text.utf8.count == start {
                appendText(index, to: &draft, context)
            } else {
                BodyComparison.appendMissing(plainText(index, &draft), after: start, to: &draft)
            }
        }
    }

    /// Appends a part that is text.
    func appendText(_ index: Int, to draft: inout DocumentDraft, _ context: ReadingContext) {
        guard entities[index].type.value == "text/html" else {
            return MailPlainText.append(plainText(index, &draft), to: &draft, context)
        }
        HTMLReader.read(decoded(index, &draft), into: &draft)
    }

    private func plainText(_ index: Int, _ draft: inout DocumentDraft) -> [UInt8] {
        let text = decoded(index, &draft)
        let type = entities[index].type
        guard type.text("format")?.lowercased() == "flowed" else { return text }
        return FlowedText.join(text, deletesSpace: type.text("delsp")?.lowercased() == "yes")
    }

    private func decoded(_ index: Int, _ draft: inout DocumentDraft) -> [UInt8] {
        let text = entities[index].text(of: bytes)
        draft.setMetadata("charset", text.charset.utf8)
        if let warning = text.warning {
            draft.warn(warning)
        }
        return text.utf8
    }

    /// Reads the files that are attached.
    func readAttachments(into draft: inout DocumentDraft, _ context: ReadingContext) {
        for index in attachments {
            if draft.text.isFull { return }
            MailAttachment.read(entities[index], of: bytes, into: &draft, context)
        }
    }
}
