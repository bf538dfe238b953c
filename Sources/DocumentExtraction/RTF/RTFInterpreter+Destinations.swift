import DocumentText

extension RTFInterpreter {
    /// Begins what the group that is open is for.
    mutating func enter(_ destination: RTFDestination) {
        flushCharacters()
        charactersToSkip = 0
        switch destination {
        case .note, .textBox, .shape, .shapeResult, .listText, .instruction: enterBeside(destination)
        case .information, .date:
            // Only the ones within the document's information, or the program's name, are meant.
            let isKnown = state.destination == .skippedText || destination == .information("creator")
            state.destination = isKnown ? destination : .skipped
            collected = []
            date = RTFDate()
        case .alternatives:
            state.outsideAlternatives = state.destination
            state.destination = .alternatives
        // The way out of a group that repeats its text in Unicode.
        case .text where state.destination == .alternatives: state.destination = state.outsideAlternatives
        case .text: break
        case .htmlTag: state.destination = html == nil ? .skipped : .htmlTag
        default: state.destination = destination
        }
    }

    private mutating func enterBeside(_ destination: RTFDestination) {
        // In a field's instruction and the like there is nothing but its text.
        guard state.destination == .text || state.destination == .shape else { return }
        switch destination {
        case .note(let note): beginFlow(.note(note))
        case .textBox:
            state.destination = .text
            beginFlow(.textBox)
        case .shape: flows[flows.count - 1].hasTextBox = false
        // What stands for a shape in old programs says the same again, unless the shape said nothing.
        case .shapeResult: state.destination = flows[flows.count - 1].hasTextBox ? .skipped : .text
        case .instruction where state.destination == .text, .listText where state.destination == .text:
            state.destination = destination
            collected = []
        default: break
        }
    }

    private mutating func beginFlow(_ purpose: RTFFlow.Purpose) {
        guard flows.count < RTFFlow.maximum else { return }
        flows.append(RTFFlow(purpose: purpose, depth: depth))
        state.paragraph = RTFState.Paragraph()
    }

    /// Ends the flow whose group ends.
    mutating func endFlow() {
        endParagraph()
        guard flows.count > 1, var flow = flows.popLast() else { return }
        flow.tables.finish()
        let blocks = flow.tables.takeBlocks()
        switch flow.purpose {
        case .note(let note): notes[note, default: []] += blocks
        case .textBox:
            flows[flows.count - 1].anchored += blocks
            flows[flows.count - 1].hasTextBox = flows[flows.count - 1].hasTextBox || !blocks.isEmpty
        case .body: break
        }
    }

    /// Ends what a group was for.
    mutating func endDestination(_ destination: RTFDestination) {
        switch destination {
        case .information(let key): information.append((key, collected))
        case .date(let key): information.append((key, Array(date.text.utf8)))
        case .instruction: links.add(instruction: collected)
        case .listText: endListText()
        default: return
        }
        collected = []
    }

    /// A number before an item is a part of it; a bullet is not.
    private mutating func endListText() {
        let marker = TextCleaning.line(collected)
        let isNumber = marker.contains { $0.isASCIIDigit } || marker.last == 0x2E || marker.last == 0x29
        flows[flows.count - 1].hasMarker = true
        if isNumber {
            append(marker + [0x20])
        }
    }

    /// Ends the paragraph that is open.
    ///
    /// - Parameter depth: How many tables lie around it at least.
    mutating func endParagraph(depth: Int = 0) {
        flushCharacters()
        let top = flows.count - 1
        let depth = max(depth, state.paragraph.tableDepth)
        let isItem = flows[top].hasMarker || state.paragraph.isListItem
        let isHeading = state.paragraph.isHeading || state.paragraph.style.map { styles.isHeading($0) } == true
        let kind: Segment.Kind = flows[top].kind ?? (isHeading ? .heading : isItem ? .listItem : .paragraph)
        if flows[top].paragraph.contains(where: { $0 > 0x20 }) {
            flows[top].tables.add(RTFBlock(kind: kind, text: flows[top].paragraph), depth: depth)
        }
        for block in flows[top].anchored {
            flows[top].tables.add(block, depth: depth)
        }
        flows[top].paragraph = []
        flows[top].anchored = []
        flows[top].hasMarker = false
    }
}
