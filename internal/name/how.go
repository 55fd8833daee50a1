package name

// How says what supports a name.
type How string

// What supports a name, surest first.
const (
	Glossary    How = "glossary"
	Latin       How = "latin" // the source has it in Latin letters
	CLDR        How = "cldr"
	Exonym      How = "exonym"
	Skeleton    How = "skeleton" // a word of the source has its consonants
	Unsupported How = "unsupported"
)
