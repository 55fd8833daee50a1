package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"dragoman/internal/config"
	"dragoman/internal/llm/preset"
	"dragoman/internal/llm/recorded"
)

const (
	groupArticles    = "articles"
	groupSettings    = "settings"
	groupMaintenance = "maintenance"
)

// newRoot returns the command tree.
func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use: "dragoman", Short: "translates and summarises foreign news into English, as records that can be checked",
		Version: a.Version, SilenceErrors: true, SilenceUsage: true, Args: noSuchCommand,
		SuggestionsMinimumDistance: 2,
		PersistentPreRunE:          func(cmd *cobra.Command, _ []string) error { return a.load(cmd) },
		RunE: func(*cobra.Command, []string) error {
			_, err := io.WriteString(a.Out, frontPage)
			return written(err)
		},
	}
	root.SetFlagErrorFunc(flagError)
	root.AddGroup(&cobra.Group{ID: groupArticles, Title: "Articles"}, &cobra.Group{ID: groupSettings, Title: "Settings"}, &cobra.Group{ID: groupMaintenance, Title: "Maintenance"})
	p := root.PersistentFlags()
	p.StringVar(&a.global.config, "config", "", "use this settings `file` in place of the project's [DRAGOMAN_CONFIG]")
	addSettingFlag(p, settingFlag{name: "quiet", short: "q", key: "quiet", about: "print only errors beside the result", boolean: true})
	addSettingFlag(p, settingFlag{name: "verbose", short: "v", key: "verbose", about: "show request ids, retries, waits and notes; never text", boolean: true})
	p.Bool("no-color", false, "no colour on standard error (also NO_COLOR, TERM=dumb)")
	inGroup(root, groupArticles, newDigest(a), newTranslate(a), newSummarize(a), newRead(a), newShow(a), newCheck(a), newDemo(a))
	inGroup(root, groupSettings, newProviders(a), newConfig(a), newPrompts(a), newGlossary(a), newMemory(a))
	inGroup(root, groupMaintenance, newCache(a), newEval(a), newDoctor(a), newMan(a), newVersion(a))
	root.AddCommand(helpTopics()...)
	root.SetHelpCommand(newHelp(root))
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		if cmd.Name() == "help" || cmd.Name() == "completion" {
			cmd.GroupID = groupMaintenance
		}
	}
	root.SetHelpFunc(writeHelp)
	root.SetUsageFunc(writeUsage)
	annotate(root)
	checkArguments(root)
	return root
}

// checkArguments gives wrong arguments of every command their code and the
// command's first example.
func checkArguments(cmd *cobra.Command) {
	if check := cmd.Args; check != nil {
		cmd.Args = func(cmd *cobra.Command, args []string) error {
			err := check(cmd, args)
			var own *failure
			if err == nil || errors.As(err, &own) {
				return err
			}
			example, _, _ := strings.Cut(strings.TrimSpace(cmd.Example), "\n")
			return fail(exitUsage, fmt.Errorf("%s: %w", cmd.CommandPath(), err), "such as: "+example)
		}
	}
	for _, sub := range cmd.Commands() {
		checkArguments(sub)
	}
}

// newHelp returns the help command. Unlike cobra's it refuses what is neither
// a command nor a page.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND|PAGE]", Short: "help for a command, or a page",
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, cmd := range root.Commands() {
				names = append(names, cmd.Name())
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err == nil && len(rest) == 0 {
				return cmd.Help()
			}
			var names []string
			for _, c := range root.Commands() {
				names = append(names, c.Name())
			}
			hint := "the pages: inputs, exit-codes, settings, checks, privacy, formats"
			if near := config.Nearest(args[0], names); near != "" {
				hint = "did you mean: dragoman help " + near
			}
			return fail(exitUsage, fmt.Errorf("there is no help for %q", strings.Join(args, " ")), hint)
		},
	}
}

// annotate puts each command's exit codes into its help.
func annotate(root *cobra.Command) {
	text := page("exit-codes")
	for path, codes := range commandCodes {
		cmd, _, err := root.Find(strings.Fields(path))
		must(err)
		if cmd.Annotations == nil {
			cmd.Annotations = map[string]string{}
		}
		cmd.Annotations["codes"] = codesOf(text, codes...)
	}
}

// commandCodes are the exit codes that each command can have, besides those of
// a bug and an interrupt.
var commandCodes = map[string][]int{
	"digest":           articleCodes,
	"translate":        articleCodes,
	"summarize":        articleCodes,
	"demo":             {exitDone, exitStrict, exitUsage, exitOutput, exitSettings},
	"read":             {exitDone, exitPartial, exitUsage, exitInput, exitProvider, exitOutput, exitSettings},
	"show":             {exitDone, exitPartial, exitUsage, exitInput, exitOutput},
	"check":            {exitDone, exitPartial, exitStrict, exitUsage, exitInput, exitOutput, exitDisk, exitSettings},
	"cache stats":      cacheCodes,
	"cache why":        {exitDone, exitUsage, exitInput, exitDisk, exitKey, exitSettings},
	"cache show":       cacheCodes,
	"cache verify":     append([]int{exitPartial}, cacheCodes...),
	"cache prune":      cacheCodes,
	"cache rm":         cacheCodes,
	"memory import":    append([]int{exitInput}, cacheCodes...),
	"memory export":    append([]int{exitInput}, cacheCodes...),
	"memory list":      append([]int{exitInput}, cacheCodes...),
	"memory rm":        append([]int{exitInput}, cacheCodes...),
	"config init":      {exitDone, exitUsage, exitOutput},
	"config show":      {exitDone, exitUsage, exitSettings},
	"config path":      {exitDone, exitUsage, exitSettings},
	"providers list":   {exitDone, exitUsage, exitSettings},
	"providers test":   {exitDone, exitPartial, exitUsage, exitProvider, exitLater, exitKey, exitSettings},
	"prompts list":     {exitDone, exitUsage, exitSettings},
	"prompts show":     {exitDone, exitUsage, exitInput, exitKey, exitSettings},
	"prompts eject":    {exitDone, exitUsage, exitOutput},
	"eval":             {exitDone, exitPartial, exitUsage, exitInput, exitProvider, exitOutput, exitDisk, exitLater, exitKey, exitSettings},
	"eval checks":      {exitDone, exitUsage, exitInput, exitOutput, exitDisk, exitSettings},
	"glossary check":   {exitDone, exitUsage, exitInput, exitOutput, exitSettings},
	"glossary suggest": {exitDone, exitUsage, exitInput, exitOutput, exitSettings},
	"doctor":           {exitDone, exitPartial, exitUsage, exitSettings},
	"man":              {exitDone, exitUsage, exitOutput},
	"version":          {exitDone, exitUsage},
}

var (
	articleCodes = []int{exitDone, exitPartial, exitStrict, exitUsage, exitInput, exitProvider, exitOutput, exitDisk, exitLater, exitKey, exitSettings}
	cacheCodes   = []int{exitDone, exitUsage, exitOutput, exitDisk, exitSettings}
)

func inGroup(root *cobra.Command, group string, cmds ...*cobra.Command) {
	for _, cmd := range cmds {
		cmd.GroupID = group
		root.AddCommand(cmd)
	}
}

// load reads the settings for a command.
func (a *app) load(cmd *cobra.Command) error {
	loaded, err := config.Load(config.Options{
		Flags: boundFlags(cmd.Flags()), Environ: a.Environ, WorkDir: a.Dir, ConfigFile: a.configFile(), IsProvider: isPreset,
		Checks: checkNames(),
	})
	if err != nil {
		return err
	}
	a.loaded, a.settings, a.started = loaded, loaded.Settings, a.Now()
	a.read.flags = cmd.Flags()
	if f := cmd.Flags().Lookup("no-color"); f != nil && f.Changed {
		a.settings.Color = "never"
	}
	return a.read.check(a.Now())
}

func isPreset(name string) bool {
	_, ok := preset.Find(name)
	return ok || name == recorded.Name
}

func (a *app) configFile() string {
	if a.global.config != "" {
		return a.global.config
	}
	return a.lookup("DRAGOMAN_CONFIG")
}

// flagError gives wrong flags their code and a suggestion.
func flagError(cmd *cobra.Command, err error) error {
	message := err.Error()
	hints := []string{"its flags: " + cmd.CommandPath() + " --help"}
	if _, name, found := strings.Cut(message, "unknown flag: --"); found {
		if near := nearestFlag(cmd, name); near != "" {
			hints = []string{fmt.Sprintf("did you mean --%s?", near)}
		}
	}
	return fail(exitUsage, err, hints...)
}
