// Package cli is the command myia: its commands, their options and help, the
// exit status, and what is printed where.
//
// Results go to standard output, diagnostics and everything said about the run
// to standard error. The exit status is 0; 1 if the program raised; 2 for
// wrong usage or errors in the program; 3 for a bug of Myia; 130 after Ctrl-C.
//
// A command is a function that makes a *cobra.Command from the app, in a file
// of its own; commands in cli.go lists them. What it returns as an error
// decides the exit status (report.go). Read cli.go first.
package cli
