/// Words that open a sentence so often that a capital on them is a sign of one.
enum SentenceOpeners {
    private static let words = WordSet(
        """
        about according additionally after all also although an and another as at based because before both but by \
        during each finally first for from furthermore he her here his how however if in instead is it its later many \
        most next no not on once one other our she since some such that the their then there these they this those \
        though to two under until upon users using we what when where while why with within you your
        """
    )

    /// Whether a word that starts here is capitalised and one of them.
    static func contains(_ text: TextBytes, at offset: Int, end: Int) -> Bool {
        guard offset < end, ASCII.isUpper(text[offset]) else { return false }
        var after = offset + 1
        while after < end, after - offset < 16, ASCII.isLower(text[after]) { after += 1 }
        return after < end && !ASCII.isAlphanumeric(text[after]) && words.contains(text[offset..<after])
    }
}
