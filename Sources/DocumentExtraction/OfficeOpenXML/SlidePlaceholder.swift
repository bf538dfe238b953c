/// What a shape of a slide is for.
enum SlidePlaceholder {
    /// A shape that somebody drew.
    case none
    case title, subtitle, body, footer
    /// The date, the number, the picture of the slide on its page of notes.
    case ignored

    /// The placeholder with this type; one without a type is for content.
    init(type: String?) {
        self =
            switch type ?? "obj" {
            case "title", "ctrTitle": .title
            case "subTitle": .subtitle
            case "ftr", "hdr": .footer
            case "dt", "sldNum", "sldImg": .ignored
            default: .body
            }
    }
}
