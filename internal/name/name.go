// Package name finds names in English text and decides whether a source text
// has them, in whatever script it is.
//
// [Rows] finds the capitalised rows of words that name something. [Index] says
// whether texts of the same language have such a row; [Source] says it of a
// text in another language: by the sound of its consonants, by tables of
// countries, languages and well-known places, people and organisations, and by
// the glossary. [Find] lists the names of a translation with what they are in
// the source.
//
// Sound is compared coarsely, by consonants: Kamal and Kamel are one sound, and
// so are many other words. So support means "may well be this name"; its
// absence, in a script that is spelled by sound, means "is not".
package name
