package typed

// All is the table of all primitives. Adding a family adds a line here.
func All(h Headers) *Table {
	return NewTable(Arithmetic(), Comparisons(), Numeric(), Ranges(), Sequences(), ListUpdates(), Keys(), Strings(), Shapes(), Indexing(), Reductions(), Creation(), Random(), Files(h))
}
