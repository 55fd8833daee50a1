package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dragoman/internal/check"
	"dragoman/internal/config"
	"dragoman/internal/llm/preset"
)

// globalFlags are those of every command.
type globalFlags struct {
	config string
}

// flagGroup is a set of flags that stand for settings.
type flagGroup int

const (
	flagModel flagGroup = iota
	flagStyle
	flagPrompts
	flagCache
	flagSummary
	flagJobs
	flagTrust
	flagMemory
	flagChecks
	flagGlossary
)

// settingFlag is a flag and the setting it stands for. Its default is the
// setting's, so that help shows one truth.
type settingFlag struct {
	name, short, key, about string
	values                  []string // for completion
	boolean                 bool
	repeated                bool // its values are joined by commas
	several                 bool // may be given several times; its setting is a list
}

var settingFlags = map[flagGroup][]settingFlag{
	flagModel: {
		{name: "provider", key: "provider", about: "the provider to ask, or auto"},
		{name: "model", key: "model", about: "the model, as provider/model or with --provider"},
		{name: "local", key: "local", about: "refuse every endpoint that is not on this machine", boolean: true},
		{name: "timeout", key: "timeout", about: "stop after this time, such as 10m; what was finished is saved"},
		{name: "recordings", key: "recordings", about: "more recorded replies, for --provider recorded"},
	},
	flagStyle: {
		{name: "english", key: "style.english", about: "us or uk", values: []string{"us", "uk"}},
	},
	flagPrompts: {
		{name: "prompts", key: "prompts", about: "use the prompts in this folder"},
	},
	flagCache: {
		{name: "cache", key: "cache.mode", about: "rw, ro, refresh, offline or off", values: []string{"rw", "ro", "refresh", "offline", "off"}},
		{name: "cache-dir", key: "cache.dir", about: "the cache folder"},
	},
	flagSummary: {
		{name: "length", key: "summary.length", about: "short, brief or long", values: []string{"short", "brief", "long"}},
		{name: "words", key: "summary.words", about: "words of the summary's body"},
		{name: "bullets", key: "summary.bullets", about: "number of bullets"},
	},
	flagTrust: {
		{name: "repair", key: "repair", about: "how often what a check finds wrong is asked for again: 1 to 5, or off", values: []string{"off", "1", "2", "3", "4", "5"}},
		{name: "judge", key: "judge", about: "a second model, as provider/model, that reads the translation for errors"},
	},
	flagMemory: {
		{name: "memory", key: "memory", about: "the file of approved translations"},
	},
	flagChecks: {
		{name: "check", key: "checks", about: "grade a check, as `NAME=SEVERITY`: error, warning, note or off; may be repeated", repeated: true},
		{name: "house", key: "house", about: "check the terms, spelling and rules in this file"},
	},
	flagGlossary: {
		{name: "glossary", key: "glossary", about: "the house's terms and names in this `file` (.tsv, .csv, .yaml, .tbx); may be repeated", several: true},
	},
	flagJobs: {
		{name: "jobs", short: "j", key: "jobs", about: "articles worked on at once"},
	},
}

// keyAnnotation marks a flag with the setting it stands for.
const keyAnnotation = "dragoman_setting"

// settingFlags adds the flags of some groups to a command.
func (a *app) settingFlags(cmd *cobra.Command, groups ...flagGroup) {
	for _, g := range groups {
		for _, f := range settingFlags[g] {
			addSettingFlag(cmd.Flags(), f)
			if f.values != nil {
				must(cmd.RegisterFlagCompletionFunc(f.name, cobra.FixedCompletions(f.values, cobra.ShellCompDirectiveNoFileComp)))
			}
		}
		if g == flagChecks {
			must(cmd.RegisterFlagCompletionFunc("check", completeChecks))
		}
		if g == flagModel {
			must(cmd.RegisterFlagCompletionFunc("provider", a.completeProviders))
			must(cmd.RegisterFlagCompletionFunc("model", a.completeModels))
		}
	}
}

// addSettingFlag adds one flag, its default and environment variable taken
// from the setting.
func addSettingFlag(flags *pflag.FlagSet, f settingFlag) {
	keys := config.Keys()
	i := slices.IndexFunc(keys, func(k config.Key) bool { return k.Name == f.key })
	if i < 0 {
		panic("cli: no setting " + f.key)
	}
	k := keys[i]
	about := f.about
	if k.Env != "" {
		about += " [" + k.Env + "]"
	}
	switch {
	case f.repeated:
		flags.VarP(&repeatedFlag{}, f.name, f.short, about)
	case f.boolean:
		flags.BoolP(f.name, f.short, false, about)
	case f.several:
		flags.StringArrayP(f.name, f.short, nil, about)
	default:
		flags.StringP(f.name, f.short, k.Default, about)
	}
	must(flags.SetAnnotation(f.name, keyAnnotation, []string{f.key}))
}

// repeatedFlag is a flag for a setting of several values, which it joins as a
// variable would have them.
type repeatedFlag struct{ values []string }

func (r *repeatedFlag) String() string     { return strings.Join(r.values, ",") }
func (r *repeatedFlag) Type() string       { return "string" }
func (r *repeatedFlag) Set(v string) error { r.values = append(r.values, v); return nil }

// completeChecks offers the checks, each with every severity.
func completeChecks(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var grades []string
	for _, name := range checkNames() {
		for _, severity := range check.Severities() {
			grades = append(grades, name+"="+string(severity))
		}
	}
	return grades, cobra.ShellCompDirectiveNoFileComp
}

// boundFlags returns the flags of a command that stand for settings, by key.
func boundFlags(flags *pflag.FlagSet) map[string]*pflag.Flag {
	bound := map[string]*pflag.Flag{}
	flags.VisitAll(func(f *pflag.Flag) {
		if key := f.Annotations[keyAnnotation]; len(key) == 1 {
			bound[key[0]] = f
		}
	})
	return bound
}

func (a *app) completeProviders(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	names := []string{config.Auto, "recorded"}
	for _, p := range preset.All() {
		names = append(names, p.Name)
	}
	for _, p := range a.ownProviders() {
		names = append(names, p.Name)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func (a *app) completeModels(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, p := range preset.All() {
		for _, m := range p.Models {
			names = append(names, p.Name+"/"+m)
		}
	}
	for _, p := range a.ownProviders() {
		for _, m := range p.Models {
			names = append(names, p.Name+"/"+m)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// ownProviders returns the user's providers for completion, where settings
// that cannot be read are no reason to complain.
func (a *app) ownProviders() []config.Provider {
	if err := a.load(a.root); err != nil {
		return nil
	}
	return a.settings.Providers
}
