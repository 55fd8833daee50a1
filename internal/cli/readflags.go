package cli

import (
	"errors"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/net/http/httpguts"

	"dragoman/internal/read"
	"dragoman/internal/read/record"
)

// readFlags are the flags that say where articles are, how they are read and
// what is known of them.
type readFlags struct {
	meta       read.Meta
	keep, drop []string
	header     []string
	cookieFile string

	recursive bool
	glob      []string
	filesFrom string
	field     []string
	full      bool
	since     string
	limit     int
	seen      bool

	flags     *pflag.FlagSet
	fields    record.Fields // field, taken apart by check
	sinceTime time.Time     // since, likewise
	headers   http.Header   // header, likewise
}

// metaFlags are those that describe one article.
var metaFlags = []string{"published", "publisher", "url", "title", "byline", "id"}

// add adds the flags for reading one article to a command.
func (r *readFlags) add(a *app, cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&r.meta.Published, "published", "", "when the article was published, such as 2026-11-23")
	f.StringVar(&r.meta.Publisher, "publisher", "", "who published it; claims of the article itself are attributed to them")
	f.StringVar(&r.meta.URL, "url", "", "where it stands")
	f.StringVar(&r.meta.Title, "title", "", "its title, where the text has none")
	f.StringVar(&r.meta.Byline, "byline", "", "who wrote it")
	f.StringVar(&r.meta.ID, "id", "", "its id in the record")
	f.StringArrayVar(&r.keep, "keep", nil, "keep what was left out and holds this `text`; may be repeated")
	f.StringArrayVar(&r.drop, "drop", nil, "leave out what holds this `text`; may be repeated")
	f.StringArrayVar(&r.header, "header", nil, "send this header to the host you name, as 'Name: value'; may be repeated")
	f.StringVar(&r.cookieFile, "cookie-file", "", "send the cookies in this `file` of a browser (Netscape format), each where it says")
	for _, s := range []settingFlag{
		{name: "from", key: "from", about: "the source language, such as ar"},
		{name: "paragraphs", key: "read.paragraphs", about: "what ends a paragraph: blank, line or wrap", values: []string{"blank", "line", "wrap"}},
		{name: "captions", key: "read.captions", about: "captions of a page to keep: lead, all or none", values: []string{"lead", "all", "none"}},
		{name: "keep-all", key: "read.keep_all", about: "leave nothing out", boolean: true},
		{name: "max-size", key: "read.max_size", about: "refuse larger inputs"},
		{name: "allow-private", key: "fetch.allow_private", about: "fetch from this machine and private networks, too", boolean: true},
	} {
		addSettingFlag(f, s)
		if s.values != nil {
			must(cmd.RegisterFlagCompletionFunc(s.name, cobra.FixedCompletions(s.values, cobra.ShellCompDirectiveNoFileComp)))
		}
	}
}

// addSeveral adds the flags for inputs that hold several articles.
func (r *readFlags) addSeveral(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&r.recursive, "recursive", false, "read every article in a folder and below it")
	f.StringArrayVar(&r.glob, "glob", nil, "of a folder, read the files with this `pattern`, such as '*.html'; may be repeated")
	f.StringVar(&r.filesFrom, "files-from", "", "read the names in this `file`, one a line, too; - is standard input")
	f.StringArrayVar(&r.field, "field", nil, "of JSON records, take this field for that, as `text=body`; may be repeated")
	f.BoolVar(&r.full, "full", false, "fetch the page of each feed entry for its whole text")
	f.StringVar(&r.since, "since", "", "of feeds, leave out what is older: a date, or a time such as 36h or 7d")
	f.IntVar(&r.limit, "limit", 0, "read this many articles of each feed or file of records; 0 is all")
	addSettingFlag(f, settingFlag{name: "per-host", key: "fetch.per_host", about: "requests to one host at once"})
}

// addSeen adds the flag of the commands that remember entries of feeds.
func (r *readFlags) addSeen(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&r.seen, "seen", false, "read entries of feeds that were read before, too")
}

// check takes the flags apart and refuses what cannot be used as it is.
func (r *readFlags) check(now time.Time) error {
	if err := r.checkPublished(); err != nil {
		return err
	}
	if r.limit < 0 {
		return fail(exitUsage, fmt.Errorf("--limit %d: it is less than nothing", r.limit))
	}
	for _, pattern := range r.glob {
		if _, err := path.Match(pattern, ""); err != nil {
			return fail(exitUsage, fmt.Errorf("--glob %q is no pattern", pattern), `write it as '*.html'; a \ goes before a character that is meant as it is`)
		}
	}
	var err error
	if r.fields, err = record.ParseFields(r.field); err != nil {
		return fail(exitUsage, fmt.Errorf("--field: %w", err))
	}
	if r.sinceTime, err = parseSince(r.since, now); err != nil {
		return err
	}
	r.headers, err = parseHeaders(r.header)
	return err
}

func (r *readFlags) checkPublished() error {
	p := r.meta.Published
	if p == "" {
		return nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if _, err := time.Parse(layout, p); err == nil {
			return nil
		}
	}
	return fail(exitUsage, fmt.Errorf("--published %q is no date", p), "write it as 2026-11-23 or 2026-11-23T08:00:00Z")
}

// parseSince reads a date, or how long before now: "36h", "7d".
func parseSince(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	if days, ok := strings.CutSuffix(text, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n >= 0 {
			return now.AddDate(0, 0, -n), nil
		}
	}
	if d, err := time.ParseDuration(text); err == nil && d >= 0 {
		return now.Add(-d), nil
	}
	return time.Time{}, fail(exitUsage, fmt.Errorf("--since %q is no date and no time", text), "write it as 2026-11-23, 36h or 7d")
}

// parseHeaders reads "Name: value" lines. What is wrong with one is said
// without repeating it: it may hold a password.
func parseHeaders(lines []string) (http.Header, error) {
	headers := http.Header{}
	for i, line := range lines {
		name, value, found := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		if !found || !httpguts.ValidHeaderFieldName(name) || !httpguts.ValidHeaderFieldValue(value) {
			return nil, fail(exitUsage, fmt.Errorf("--header number %d is no header", i+1), "write it as --header 'Name: value'")
		}
		if http.CanonicalHeaderKey(name) == "Accept-Encoding" {
			return nil, fail(exitUsage, errors.New("--header: Accept-Encoding is the program's own to send"))
		}
		headers.Add(name, value)
	}
	return headers, nil
}

// given returns the names of the metadata flags that were set.
func (r *readFlags) given() []string {
	var names []string
	for _, name := range metaFlags {
		if f := r.flags.Lookup(name); f != nil && f.Changed {
			names = append(names, name)
		}
	}
	return names
}

// readOptions returns how articles are read.
func (a *app) readOptions() read.Options {
	s := a.settings
	opt := read.Options{
		Paragraphs: s.Read.Paragraphs, KeepAll: s.Read.KeepAll, MaxSize: int64(s.Read.MaxSize), From: s.From,
		Captions: s.Read.Captions, Keep: a.read.keep, Drop: a.read.drop, Meta: a.read.meta,
	}
	for _, site := range s.Sites {
		opt.Sites = append(opt.Sites, read.Site{Host: site.Host, Content: site.Content, Drop: site.Drop})
	}
	return opt
}
