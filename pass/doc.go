// Package pass runs passes: functions from module to module with a name, a
// sentence, and the stages they need and give. Run verifies what a pass gives,
// dumps it if asked, takes the time, and turns a panic into a diagnostic that
// asks for a report.
package pass
