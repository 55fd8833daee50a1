package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dragoman/internal/llm"
	"dragoman/internal/llm/preset"
	"dragoman/internal/llm/recorded"
	"dragoman/internal/render"
)

func newProviders(a *app) *cobra.Command {
	cmd := group("providers", "the services that can be asked")
	list := &cobra.Command{
		Use: "list", Short: "every provider: endpoint, key found or not, model", Args: cobra.NoArgs,
		Example: "  dragoman providers list\n  dragoman providers list --config house.yaml\n  OPENAI_API_KEY=… dragoman providers list",
		RunE:    func(*cobra.Command, []string) error { return a.listProviders() },
	}
	test := &cobra.Command{
		Use: "test [NAME]", Short: "one tiny request each: what the endpoint really supports", Args: cobra.MaximumNArgs(1),
		Long:    "Sends a few words, no article, and prints what the endpoint really does: schema, JSON object, token counts in\nthe stream, and the time. Without a name it tests the provider that the settings choose.",
		Example: "  dragoman providers test\n  dragoman providers test ollama\n  dragoman providers test openai --model gpt-6-luna",
		RunE:    func(cmd *cobra.Command, args []string) error { return a.testProvider(cmd.Context(), args) },
		ValidArgsFunction: func(cmd *cobra.Command, args []string, to string) ([]string, cobra.ShellCompDirective) {
			return a.completeProviders(cmd, args, to)
		},
	}
	a.settingFlags(test, flagModel)
	cmd.AddCommand(list, test)
	return cmd
}

// providerNames returns the user's own providers and then the presets.
func (a *app) providerNames() []string {
	var names []string
	for _, p := range a.settings.Providers {
		names = append(names, p.Name)
	}
	for _, p := range preset.All() {
		if _, own := a.settings.FindProvider(p.Name); !own {
			names = append(names, p.Name)
		}
	}
	return names
}

func (a *app) listProviders() error {
	fmt.Fprintf(a.Out, "%-12s %-26s %-40s %s\n", "NAME", "KEY", "MODEL", "ENDPOINT")
	for _, name := range a.providerNames() {
		e, err := a.endpoint(name)
		if err != nil {
			return err
		}
		base := e.address()
		if base == "" {
			base = "not set (" + cmp.Or(strings.Join(e.BaseURLEnv, " or "), "base_url") + ")"
		}
		if _, err := fmt.Fprintf(a.Out, "%-12s %-26s %-40s %s\n", name, e.keyState(), orDash(e.model()), base); err != nil {
			return written(err)
		}
	}
	_, err := fmt.Fprintf(a.Out, "%-12s %-26s %-40s %s\n", recorded.Name, "none needed", "-", "replies that come with the program")
	return written(err)
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// trial is one thing to find out about an endpoint.
type trial struct {
	name    string
	carrier llm.Carrier
}

var trials = []trial{
	{"schema", llm.CarrierSchema},
	{"JSON object", llm.CarrierJSON},
	{"plain text", llm.CarrierTags},
}

func (a *app) testProvider(ctx context.Context, args []string) error {
	kept := a.settings
	defer func() { a.settings = kept }()
	t := a.settings.Tasks.Translate
	if len(args) == 1 {
		a.settings.Provider = args[0]
		if provider, _ := a.reference(a.settings.Model, ""); provider != "" && provider != args[0] {
			a.settings.Model = ""
		}
		t.Model = ""
	}
	a.settings.Cache.Mode = string(llm.Off)
	ctx, cancel := a.deadline(ctx)
	defer cancel()
	c, err := a.first(ctx, t)
	if err != nil {
		return err
	}
	if c.Provider == recorded.Name {
		return fail(exitKey, fmt.Errorf("no provider is configured; recorded replies need no test"), "set a key, then: dragoman providers test", "what there is:   dragoman providers list")
	}
	fmt.Fprintf(a.Out, "%s at %s\n", c.Name(), c.Endpoint)
	var last error
	worked := false
	for _, t := range trials {
		err := a.try(ctx, c, t)
		if err == nil {
			worked = true
			continue
		}
		last = err
		if kind := llm.KindOf(err); kind != llm.BadRequest && kind != llm.BadReply && kind != llm.Cut {
			return err
		}
	}
	a.printLearned(c.Provider)
	if !worked {
		return last
	}
	return nil
}

// try sends one tiny request and prints what came of it.
func (a *app) try(ctx context.Context, c llm.Candidate, t trial) error {
	req := llm.Request{
		Provider: c.Provider, Model: c.Model, Carrier: t.carrier, MaxTokens: 200, Thinking: c.Thinking, Temperature: c.Temperature,
		Messages: []llm.Message{
			{Role: llm.System, Content: `Translate into English. Reply with one JSON object only: {"s01": "…"}`},
			{Role: llm.User, Content: "[s01] Bonjour"},
		},
	}
	if t.carrier == llm.CarrierSchema {
		req.SchemaName = "translation"
		req.Schema = json.RawMessage(`{"type":"object","properties":{"s01":{"type":"string"}},"required":["s01"],"additionalProperties":false}`)
	}
	started := a.Now()
	reply, err := c.Ask.Ask(ctx, req, nil)
	took := render.Duration(a.Now().Sub(started))
	if err != nil {
		fmt.Fprintf(a.Out, "  %-12s no   %v\n", t.name, err)
		return err
	}
	var parts map[string]string
	verdict := "yes"
	if t.carrier != llm.CarrierTags && (json.Unmarshal([]byte(reply.Text), &parts) != nil || parts["s01"] == "") {
		verdict = "no   it answers, but not in that shape"
	}
	usage := "no token counts"
	if reply.Usage.PromptTokens > 0 {
		usage = fmt.Sprintf("%d tokens in, %d out", reply.Usage.PromptTokens, reply.Usage.CompletionTokens)
	}
	_, err = fmt.Fprintf(a.Out, "  %-12s %-4s %s, %s, answered by %s\n", t.name, verdict, took, usage, render.Line(orDash(reply.Model)))
	return written(err)
}

// printLearned prints the settings that would make permanent what the process
// learned about an endpoint.
func (a *app) printLearned(provider string) {
	a.clientsMu.Lock()
	c := a.clients[provider]
	a.clientsMu.Unlock()
	if c == nil {
		return
	}
	for _, line := range c.Learned() {
		fmt.Fprintf(a.Out, "  learned: %s\n", line)
	}
}
