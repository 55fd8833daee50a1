package page

// Finding says what a page seems to be when it holds no article.
type Finding struct {
	Kind  string // such as "consent page"; empty: an article was found
	Words int    // of all visible text
	Kept  int    // words of the blocks that are kept, without the headline
}

func (r *reader) finding() Finding { return Finding{} }
