/// What a container's name and attributes say about what is in it.
struct HTMLHints: OptionSet, Sendable {
    let rawValue: UInt16

    init(rawValue: UInt16) { self.rawValue = rawValue }

    /// It says that it is around the page's content: a menu, a site's header or footer.
    static let isAround = HTMLHints(rawValue: 1)
    /// Its names sound like it.
    static let soundsAround = HTMLHints(rawValue: 2)
    /// It is not shown, or not at first.
    static let isHidden = HTMLHints(rawValue: 4)
    /// It says that it is the page's content.
    static let isMain = HTMLHints(rawValue: 8)
    static let isArticle = HTMLHints(rawValue: 16)
    /// It is a table that only places things on the page.
    static let isLayout = HTMLHints(rawValue: 32)
    /// It is in one of those that say they are content.
    static let isInContent = HTMLHints(rawValue: 64)
    /// It is in a part of the page with a header and a footer of its own.
    static let isInSection = HTMLHints(rawValue: 128)

    /// The hints of a container.
    ///
    /// - Parameters:
    ///   - element: What it is.
    ///   - tag: Its tag.
    ///   - attributes: The attributes of the tag.
    ///   - bytes: The page.
    ///   - around: What is known about where it stands.
    init(
        _ element: HTMLElement,
        _ tag: HTMLTag,
        _ attributes: [HTMLAttribute],
        _ bytes: Span<UInt8>,
        in around: HTMLHints
    ) {
        self = []
        switch element.role {
        case .navigation: insert([.isAround, .isInSection])
        case .surrounding:
            insert(around.isDisjoint(with: [.isInContent, .isInSection]) ? .isAround : .soundsAround)
        case .main: insert([.isMain, .isInContent])
        case .article: insert([.isArticle, .isInContent])
        case .fallback: insert(.isHidden)
        default: break
        }
        if bytes.holds("section", at: tag.name) {
            insert(.isInSection)
        }
        for attribute in attributes {
            read(attribute, bytes)
        }
    }

    private mutating func read(_ attribute: HTMLAttribute, _ bytes: Span<UInt8>) {
        let name = attribute.name
        switch name.count {
        case 2 where bytes.holds("id", at: name): readNames(attribute.value, bytes)
        case 4 where bytes.holds("role", at: name): readRole(attribute.value, bytes)
        case 5 where bytes.holds("class", at: name): readNames(attribute.value, bytes)
        case 5 where bytes.holds("style", at: name):
            if Self.hides(attribute.value, bytes) {
                insert(.isHidden)
            }
        case 6 where bytes.holds("hidden", at: name): insert(.isHidden)
        case 8 where bytes.holds("itemprop", at: name):
            if bytes.contains("articlebody", in: attribute.value) {
                insert([.isArticle, .isInContent])
            }
        case 11 where bytes.holds("aria-hidden", at: name):
            if bytes.holds("true", at: attribute.value) {
                insert(.isHidden)
            }
        default: break
        }
    }

    private mutating func readRole(_ value: Range<Int>, _ bytes: Span<UInt8>) {
        guard let hint = Self.roles[bytes, value] else { return }
        insert(hint)
        if !hint.isDisjoint(with: [.isMain, .isArticle]) {
            insert(.isInContent)
        }
    }

    private static let roles = HTMLNames<HTMLHints>([
        (.isAround, "navigation banner contentinfo search complementary menu menubar toolbar alertdialog"),
        (.isMain, "main"), (.isArticle, "article"), (.isLayout, "presentation none"),
    ])

    /// Whether a style keeps its element from being shown.
    private static func hides(_ value: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        let rules: [(StaticString, StaticString)] = [("display", "none"), ("visibility", "hidden")]
        return rules.contains { property, keyword in
            guard var index = bytes.first(property, in: value) else { return false }
            index += property.utf8CodeUnitCount
            while index < value.upperBound, bytes[index] == 0x20 || bytes[index] == 0x3A {
                index += 1
            }
            return bytes.hasPrefix(keyword, at: index)
        }
    }
}

/// Names that pages give to what is around their content.
extension HTMLHints {
    /// Reads the words of an identifier or of classes: `site-footer`, `mega_menu`, `cookieBanner`.
    private mutating func readNames(_ value: Range<Int>, _ bytes: Span<UInt8>) {
        var index = value.lowerBound
        var isAbsent = false
        while index < value.upperBound {
            guard bytes[index].isASCIILetter else {
                isAbsent = isAbsent && !bytes[index].isASCIIWhitespace
                index += 1
                continue
            }
            var hash = NameHash()
            var wasLowercase = false
            while index < value.upperBound, bytes[index].isASCIILetter {
                let isNewWord = wasLowercase && bytes[index].isASCIIUppercase
                guard !isNewWord else { break }
                wasLowercase = bytes[index].isASCIILowercase
                hash.add(bytes[index].lowercasedASCII)
                index += 1
            }
            // What is said to have a sidebar, or to have none, is none.
            if Self.words[hash] == .absence {
                isAbsent = true
            } else if Self.words[hash] == .around, !isAbsent {
                insert(.soundsAround)
            }
        }
    }

    private enum Word: Sendable {
        case around
        case absence
    }

    private static let words = HTMLNames<Word>([
        (
            .around,
            """
            nav navbar navigation topnav subnav sidenav mainnav menu menus megamenu megamenus submenu topmenu \
            mainmenu menubar breadcrumb breadcrumbs crumbs sidebar sidebars rail footer footers siteheader masthead \
            topbar toolbar banner banners cookie cookies consent gdpr onetrust share sharing sharebar sharethis \
            addthis addtoany social socials follow followus related recommended recommendations newsletter subscribe \
            subscription signup pagination pager paging toc skip skiplink promo promos advert adverts advertisement \
            ads sponsor sponsored widget widgets login language languages lang popup modal offcanvas dropdown \
            copyright colophon portlet catlinks navbox cta searchbox
            """
        ),
        (.absence, "has no with without"),
    ])
}
