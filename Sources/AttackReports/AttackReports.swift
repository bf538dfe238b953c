// AttackReports: what a report says (`AttackReport`), and one writer per output format (`ReportRenderer`).
//
// Every writer is a pure function from a report to bytes. A report holds text that strangers wrote, so no writer
// copies any of it without passing it through `InertText` and its own format's escaping.
