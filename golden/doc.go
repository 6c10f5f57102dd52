// Package golden runs the small tests of a package: archives testdata/*.txtar, each with one sentence on what it claims,
// what goes in, and what comes out in a last file "out", which -update writes again. They are what fails first where a
// rule of the package is broken; whole programs are in the testdata of the repository.
package golden
