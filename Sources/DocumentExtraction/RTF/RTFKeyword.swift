/// What the control words that matter for the text mean.
enum RTFKeyword: Sendable {
    case destination(RTFDestination)
    case scalar(Unicode.Scalar)
    case paragraph
    case line
    case tab
    case pageBreak
    case cell
    case row
    case nestedCell
    case nestedRow
    case ansiCodePage
    case codePage(Int)
    case defaultFont
    case font
    case fontCharset
    case fontCodePage
    case unicode
    case unicodeCount
    case binary
    case plain
    case paragraphDefaults
    case style
    case basedOn
    case outlineLevel
    case inTable
    case tableDepth
    case list
    case deleted
    case year
    case month
    case day
    case hour
    case minute
    case suppressedInHTML

    /// The keyword of a word's bytes.
    static func of(_ word: ArraySlice<UInt8>) -> RTFKeyword? {
        if let known = all[String(decoding: word, as: UTF8.self)] { return known }
        // Properties of formulas hold names and numbers, not text.
        if word.first == 0x6D, word.suffix(2).elementsEqual("Pr".utf8) { return .destination(.skipped) }
        return nil
    }

    private static let all: [String: RTFKeyword] = {
        var all = single
        for (destination, names) in destinations {
            for name in names.split(separator: " ") {
                all[String(name)] = .destination(destination)
            }
        }
        for (name, scalar) in scalars {
            all[name] = .scalar(scalar)
        }
        return all
    }()

    private static let single: [String: RTFKeyword] = [
        "par": .paragraph, "line": .line, "lbr": .line, "tab": .tab, "sect": .pageBreak, "page": .pageBreak,
        "column": .pageBreak, "cell": .cell, "row": .row, "nestcell": .nestedCell, "nestrow": .nestedRow,
        "ansicpg": .ansiCodePage, "mac": .codePage(10000), "pc": .codePage(437), "pca": .codePage(850),
        "deff": .defaultFont, "f": .font, "fcharset": .fontCharset, "cpg": .fontCodePage, "u": .unicode,
        "uc": .unicodeCount, "bin": .binary, "plain": .plain, "pard": .paragraphDefaults, "s": .style,
        "sbasedon": .basedOn, "outlinelevel": .outlineLevel, "intbl": .inTable, "itap": .tableDepth, "ls": .list,
        "deleted": .deleted, "yr": .year, "mo": .month, "dy": .day, "hr": .hour, "min": .minute,
        "htmlrtf": .suppressedInHTML,
    ]

    private static let destinations: [(RTFDestination, String)] = [
        (.fontTable, "fonttbl"), (.styleSheet, "stylesheet"), (.instruction, "fldinst"),
        (.listText, "pntext listtext"), (.note(.footnote), "footnote"), (.note(.comment), "annotation"),
        (.note(.pageHeader), "header headerl headerr headerf footer footerl footerr footerf"),
        (.textBox, "shptxt dptxbxtext"), (.alternatives, "upr"), (.text, "ud"), (.shape, "shp"),
        (.shapeResult, "shprslt"), (.htmlTag, "htmltag"),
        // Groups that programs mark as unknown to older ones, and that hold text all the same.
        (.text, "shpinst nesttableprops do moMath moMathPara mmath"),
        (
            .skipped,
            """
            colortbl pict nonshppict objdata objclass objname objalias objsect themedata colorschememapping datastore \
            latentstyles listtable listoverridetable listpicture revtbl rsidtbl filetbl template private xe tc rxe txe \
            atnid atnauthor atnref atndate atnparent atnicn atrfstart atrfend ftnsep ftnsepc ftncn aftnsep aftnsepc \
            aftncn panose falt fname fontemb fontfile pn pnseclvl bkmkstart bkmkend sp sn sv datafield formfield \
            nonesttables xmlnstbl wgrffmtfilter mhtmltag protusertbl docvar userprops xmlopen xmlclose blipuid
            """
        ),
        (.information("title"), "title"), (.information("author"), "author"),
        (.information("subject"), "subject"), (.information("keywords"), "keywords"),
        (.information("description"), "doccomm"), (.information("company"), "company"),
        (.information("creator"), "generator"), (.date("created"), "creatim"), (.date("modified"), "revtim"),
        (.skippedText, "info"),
    ]

    private static let scalars: [(String, Unicode.Scalar)] = [
        ("emdash", "\u{2014}"), ("endash", "\u{2013}"), ("emspace", " "), ("enspace", " "), ("qmspace", " "),
        ("bullet", "\u{2022}"), ("lquote", "\u{2018}"), ("rquote", "\u{2019}"), ("ldblquote", "\u{201C}"),
        ("rdblquote", "\u{201D}"), ("zwj", "\u{200D}"), ("zwnj", "\u{200C}"),
    ]
}

/// What the text of a group is for.
enum RTFDestination: Hashable, Sendable {
    /// The text itself.
    case text
    /// Nothing: the group and all within it.
    case skipped
    /// Nothing, but groups within it may be for something.
    case skippedText
    case fontTable
    case styleSheet
    case information(String)
    case date(String)
    case instruction
    case listText
    case note(RTFNote)
    case textBox
    case shape
    case shapeResult
    case alternatives
    case htmlTag
}

/// Text that stands beside the running text.
enum RTFNote: Hashable, Sendable {
    case footnote
    case comment
    case pageHeader
}
