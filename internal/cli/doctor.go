package cli

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dragoman/internal/llm/price"
	"dragoman/internal/llm/recorded"
	"dragoman/internal/render"
	"dragoman/prompts"
)

func newDoctor(a *app) *cobra.Command {
	var probe bool
	cmd := &cobra.Command{
		Use: "doctor", Short: "what is in effect and what to do about it, one line each", Args: cobra.NoArgs,
		Long:    "Prints the settings in effect, the cache folder, the providers, the network settings, the clock and the\nversions, a line each, with what to do. Looks for local servers on this machine and sends nothing, except with --probe a few\nwords to the provider; what it refuses is then printed as the setting that makes it permanent.",
		Example: "  dragoman doctor\n  dragoman doctor --config house.yaml\n  dragoman doctor --probe --provider ollama",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if probe {
				if err := a.testProvider(cmd.Context(), nil); err != nil {
					a.complain(a.Err, err)
				}
			}
			return a.doctor(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&probe, "probe", false, "send a few words to the provider and print what it really supports")
	a.settingFlags(cmd, flagModel, flagCache)
	return cmd
}

// finding is one line of the doctor.
type diagnosis struct {
	ok   bool
	what string
	line string
	hint string
}

func (a *app) doctor(ctx context.Context) error {
	lines := []diagnosis{a.checkVersion(), a.checkSettings()}
	lines = append(lines, a.checkProvider(ctx)...)
	lines = append(lines, a.checkCache(), a.checkPrompts(), a.checkGlossary(), a.checkPrices())
	lines = append(lines, a.checkNetwork()...)
	lines = append(lines, a.checkClock())
	code := exitDone
	for _, d := range lines {
		mark := "ok  "
		if !d.ok {
			mark, code = "see ", exitPartial
		}
		fmt.Fprintf(a.Out, "%s %-10s %s\n", mark, d.what, d.line)
		if d.hint != "" {
			fmt.Fprintf(a.Out, "                 %s\n", d.hint)
		}
	}
	return exit(code)
}

func (a *app) checkVersion() diagnosis {
	return diagnosis{true, "version", fmt.Sprintf("dragoman %s, %s, %s/%s", a.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH), ""}
}

func (a *app) checkSettings() diagnosis {
	var found []string
	for _, f := range a.loaded.Files {
		if f.Found {
			found = append(found, f.Path)
		}
	}
	changed := 0
	for _, e := range a.loaded.Entries() {
		if !e.Origin.IsDefault() {
			changed++
		}
	}
	line := "defaults only; no settings file"
	if len(found) > 0 || changed > 0 {
		line = fmt.Sprintf("%d settings changed; files: %s", changed, orDash(strings.Join(found, ", ")))
	}
	return diagnosis{true, "settings", line, "all of them: dragoman config show"}
}

// checkProvider says which model would be asked and whether its key is there.
func (a *app) checkProvider(ctx context.Context) []diagnosis {
	a.dry = true // the choice is printed here, not announced
	c, err := a.first(ctx, a.settings.Tasks.Translate)
	if err != nil {
		message, hints := explain(err)
		return []diagnosis{{false, "provider", message, strings.Join(hints, "; ")}}
	}
	if c.Provider == recorded.Name {
		return []diagnosis{{false, "provider", "recorded replies only: no key is set and no local server answers", "set a key: export OPENAI_API_KEY=… (others: dragoman providers list)"}}
	}
	line := c.Name() + " at " + c.Endpoint
	if a.chosen != nil {
		line += " (" + a.chosen.reason + ")"
	}
	out := []diagnosis{{true, "provider", line, "try it: dragoman providers test " + c.Provider}}
	if e, err := a.endpoint(c.Provider); err == nil && e.keySource == "" && len(e.KeyEnv) > 0 && !e.Local {
		out = append(out, diagnosis{false, "key", c.Provider + " has no key", "export " + e.KeyEnv[0] + "=…   (get one: " + e.KeyURL + ")"})
	} else if err == nil && e.keySource != "" {
		out = append(out, diagnosis{true, "key", e.keySource, ""})
	}
	if own, ok := a.settings.FindProvider(c.Provider); ok {
		if advice := own.Exposed(); advice != "" {
			out = append(out, diagnosis{false, "key", advice, ""})
		}
	}
	if client, ok := a.clients[c.Provider]; ok {
		for _, l := range client.Learned() {
			out = append(out, diagnosis{true, "learned", l, ""})
		}
	}
	return out
}

func (a *app) checkCache() diagnosis {
	c, err := a.openCache()
	if err != nil {
		message, hints := explain(err)
		return diagnosis{false, "cache", message, strings.Join(append(hints, "choose another: --cache-dir"), "; ")}
	}
	probe, err := os.CreateTemp(c.Dir(), ".doctor-*")
	if err != nil {
		return diagnosis{false, "cache", err.Error(), "choose another folder: --cache-dir"}
	}
	probe.Close()
	os.Remove(probe.Name())
	return diagnosis{true, "cache", fmt.Sprintf("%s, mode %s, writable", c.Dir(), a.settings.Cache.Mode), "what it holds: dragoman cache stats"}
}

func (a *app) checkPrompts() diagnosis {
	set, err := a.promptSet()
	if err != nil {
		return diagnosis{false, "prompts", err.Error(), ""}
	}
	own := "built in"
	if a.settings.Prompts != "" {
		own = a.settings.Prompts
	}
	return diagnosis{true, "prompts", fmt.Sprintf("%s, translate %s, summarise %s", own, set.Hash(prompts.Translate), set.Hash(prompts.Summarise)), ""}
}

func (a *app) checkGlossary() diagnosis {
	g, err := a.houseGlossary()
	switch {
	case err != nil:
		return diagnosis{false, "glossary", err.Error(), ""}
	case g.Len() == 0:
		return diagnosis{true, "glossary", "none; names and terms of the house: --glossary FILE, or the setting glossary", ""}
	}
	return diagnosis{true, "glossary", render.Plural(g.Len(), "term") + " in " + render.Plural(len(a.settings.Glossary), "file") + " and style.country_names", ""}
}

func (a *app) checkPrices() diagnosis {
	return diagnosis{true, "prices", fmt.Sprintf("table of %s, %d of your own", price.Default().Date(), len(a.settings.Prices)), "prices change; override them: prices: [{model: …, input: …, output: …}]"}
}

// checkNetwork names the variables that lead requests elsewhere.
func (a *app) checkNetwork() []diagnosis {
	var out []diagnosis
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR"} {
		value := a.lookup(name)
		if value == "" {
			continue
		}
		d := diagnosis{true, "network", name + " is honoured: " + withoutPassword(value), ""}
		if name == "SSL_CERT_FILE" {
			if _, err := os.Stat(value); err != nil {
				d.ok, d.hint = false, "the file is not there; unset "+name+" or correct it"
			}
		}
		out = append(out, d)
	}
	if len(out) == 0 {
		out = append(out, diagnosis{true, "network", "direct; HTTPS_PROXY and SSL_CERT_FILE are not set", ""})
	}
	return out
}

// earliest is before every release of this program: a clock behind it is wrong,
// and certificates fail.
var earliest = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

func (a *app) checkClock() diagnosis {
	now := a.Now().UTC()
	if now.Before(earliest) {
		return diagnosis{false, "clock", now.Format(time.RFC3339) + " is in the past", "set the clock: secure connections and ages of cache entries depend on it"}
	}
	return diagnosis{true, "clock", now.Format(time.RFC3339), ""}
}

var _ = render.Count
