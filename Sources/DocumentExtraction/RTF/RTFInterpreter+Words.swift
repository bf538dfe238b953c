import DocumentText

extension RTFInterpreter {
    /// Takes a control word.
    mutating func word(_ word: ArraySlice<UInt8>, _ number: Int?) {
        let keyword = RTFKeyword.of(word)
        if case .binary? = keyword {
            skipBinary(number ?? 0)
            return
        }
        guard state.destination != .skipped else { return }
        guard let keyword else {
            // A group that old programs may leave out, and this one does.
            if isOptional {
                enter(.skipped)
            }
            return
        }
        switch keyword {
        case .destination(let destination): enter(destination)
        case .scalar(let scalar):
            if !skipsCharacter() {
                put(scalar)
            }
        case .unicode: unicode(number ?? 0)
        case .unicodeCount: state.replacementCount = min(max(number ?? 1, 0), 255)
        case .paragraph, .line, .tab, .pageBreak, .cell, .row, .nestedCell, .nestedRow: structure(keyword)
        case .ansiCodePage, .codePage, .defaultFont, .font, .fontCharset, .fontCodePage: font(keyword, number)
        case .style, .basedOn, .outlineLevel, .inTable, .tableDepth, .list, .paragraphDefaults:
            paragraph(keyword, number)
        case .plain:
            state.isDeleted = false
            state.font = characterSets.defaultFont
        case .deleted: state.isDeleted = number != 0
        case .year: date.year = number
        case .month: date.month = number
        case .day: date.day = number
        case .hour: date.hour = number
        case .minute: date.minute = number
        case .suppressedInHTML:
            flushCharacters()
            state.isSuppressed = number != 0
        case .binary: break
        }
    }

    /// Takes a control symbol.
    mutating func symbol(_ symbol: UInt8) {
        guard state.destination != .skipped else { return }
        switch symbol {
        case 0x5C, 0x7B, 0x7D: character(symbol)
        case 0x0A, 0x0D: structure(.paragraph)
        case 0x09: structure(.tab)
        case 0x7E:
            if !skipsCharacter() {
                put("\u{A0}")
            }
        case 0x5F:
            if !skipsCharacter() {
                put("-")
            }
        // A place where a word may be divided.
        case 0x2D: _ = skipsCharacter()
        default: break
        }
    }

    private mutating func structure(_ keyword: RTFKeyword) {
        flushCharacters()
        charactersToSkip = 0
        guard html == nil else { return structureOfHTML(keyword) }
        guard state.destination == .text, !state.isDeleted else {
            if case .tab = keyword {
                collected.append(0x20)
            }
            return
        }
        let depth = state.paragraph.tableDepth
        switch keyword {
        case .line: append([0x0A])
        case .tab: append([0x20])
        case .paragraph, .pageBreak: endParagraph()
        case .cell:
            endParagraph(depth: 1)
            flows[flows.count - 1].tables.endCell(depth: 1)
        case .nestedCell:
            endParagraph(depth: max(depth, 2))
            flows[flows.count - 1].tables.endCell(depth: max(depth, 2))
        case .row:
            endParagraph(depth: 1)
            flows[flows.count - 1].tables.endRow(depth: 1)
        case .nestedRow:
            endParagraph(depth: max(depth, 2))
            flows[flows.count - 1].tables.endRow(depth: max(depth, 2))
        default: break
        }
    }

    private mutating func structureOfHTML(_ keyword: RTFKeyword) {
        guard state.destination == .text || state.destination == .htmlTag else { return }
        switch keyword {
        case .paragraph, .line: append([0x0D, 0x0A])
        case .tab: append([0x09])
        default: break
        }
    }

    private mutating func font(_ keyword: RTFKeyword, _ number: Int?) {
        switch (keyword, number) {
        case (.ansiCodePage, let number?): characterSets.defaultCodePage = number > 0 ? number : 1252
        case (.codePage(let codePage), _): characterSets.defaultCodePage = codePage
        case (.defaultFont, let number?): characterSets.defaultFont = number
        case (.font, let number?): state.font = number
        case (.fontCharset, let charset?) where state.destination == .fontTable:
            if let font = state.font {
                characterSets.setCharset(charset, of: font)
            }
        case (.fontCodePage, let codePage?) where state.destination == .fontTable:
            if let font = state.font {
                characterSets.setCodePage(codePage, of: font)
            }
        default: break
        }
    }

    private mutating func paragraph(_ keyword: RTFKeyword, _ number: Int?) {
        let isStyleSheet = state.destination == .styleSheet
        switch keyword {
        case .style:
            if isStyleSheet {
                styles.setNumber(number ?? 0)
            } else {
                state.paragraph.style = number
            }
        case .basedOn where isStyleSheet: styles.setParent(number ?? 0)
        case .outlineLevel:
            if isStyleSheet {
                styles.setOutlineLevel(number ?? 9)
            } else {
                state.paragraph.isHeading = (0...8).contains(number ?? 9)
            }
        case .inTable: state.paragraph.isInTable = number != 0
        case .tableDepth: state.paragraph.depth = number
        case .list: state.paragraph.isListItem = number != 0
        case .paragraphDefaults: state.paragraph = RTFState.Paragraph()
        default: break
        }
    }

    private mutating func skipBinary(_ count: Int) {
        // A count that leads out of the file is wrong; in a picture the rest is its data even so.
        if count <= tokens.remaining || state.destination == .skipped {
            tokens.skip(count)
        }
    }
}
