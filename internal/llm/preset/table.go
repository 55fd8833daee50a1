package preset

// All returns the presets in table order. Models and prices move: defaults are
// those of November 2026, chosen cheap and current.
func All() []Preset {
	return []Preset{
		{
			Name: "openai", Adapter: OpenAI, Dialect: openAI(),
			BaseURL: "https://api.openai.com/v1", BasePath: "/v1", BaseURLEnv: []string{"OPENAI_BASE_URL", "OPENAI_API_BASE"},
			KeyEnv: []string{"OPENAI_API_KEY"}, KeyURL: "https://platform.openai.com/api-keys",
			Model: "gpt-6-luna", Models: []string{"gpt-6-luna", "gpt-5.6-luna", "gpt-6.1-terra", "gpt-6.1-sol", "gpt-4.1-mini"},
		}, {
			Name: "azure", Adapter: OpenAI, Dialect: azure(),
			BasePath: "/openai/v1", BaseURLEnv: []string{"AZURE_OPENAI_ENDPOINT"},
			KeyEnv: []string{"AZURE_OPENAI_API_KEY"}, KeyURL: "https://ai.azure.com",
		}, {
			Name: "anthropic", Adapter: Anthropic,
			BaseURL: "https://api.anthropic.com", BaseURLEnv: []string{"ANTHROPIC_BASE_URL"},
			KeyEnv: []string{"ANTHROPIC_API_KEY"}, KeyURL: "https://platform.claude.com/settings/keys",
			Model: "claude-haiku-5-5", Models: []string{"claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5"},
		}, {
			Name: "gemini", Adapter: OpenAI, Dialect: gemini(),
			BaseURL: "https://generativelanguage.googleapis.com/v1beta/openai",
			KeyEnv:  []string{"GEMINI_API_KEY", "GOOGLE_API_KEY"}, KeyURL: "https://aistudio.google.com/apikey",
			Model: "gemini-3.5-flash-lite", Models: []string{"gemini-2.5-flash-lite", "gemini-3.5-flash-lite", "gemini-3.8-flash"},
		}, {
			Name: "mistral", Adapter: OpenAI, Dialect: mistral(),
			BaseURL: "https://api.mistral.ai/v1",
			KeyEnv:  []string{"MISTRAL_API_KEY"}, KeyURL: "https://console.mistral.ai/api-keys",
			Model: "mistral-small-2603", Models: []string{"mistral-small-2603", "mistral-large-2512", "mistral-medium-2604"},
		}, {
			Name: "deepseek", Adapter: OpenAI, Dialect: deepSeek(),
			BaseURL: "https://api.deepseek.com",
			KeyEnv:  []string{"DEEPSEEK_API_KEY"}, KeyURL: "https://platform.deepseek.com/api_keys",
			Model: "deepseek-flash", Models: []string{"deepseek-flash", "deepseek-v4-pro"},
		}, {
			Name: "groq", Adapter: OpenAI, Dialect: groq(),
			BaseURL: "https://api.groq.com/openai/v1", BasePath: "/openai/v1", BaseURLEnv: []string{"GROQ_BASE_URL"},
			KeyEnv: []string{"GROQ_API_KEY"}, KeyURL: "https://console.groq.com/keys",
			Model: "openai/gpt-oss-120b", Models: []string{"openai/gpt-oss-20b", "openai/gpt-oss-120b", "qwen/qwen3-32b", "llama-3.3-70b-versatile"},
		}, {
			Name: "openrouter", Adapter: OpenAI, Dialect: openRouter(),
			BaseURL: "https://openrouter.ai/api/v1",
			KeyEnv:  []string{"OPENROUTER_API_KEY"}, KeyURL: "https://openrouter.ai/settings/keys",
			Model: "openai/gpt-6-luna", Models: []string{"openai/gpt-6-luna", "anthropic/claude-haiku-5.5"},
		}, {
			Name: "together", Adapter: OpenAI, Dialect: together(),
			BaseURL: "https://api.together.ai/v1", BasePath: "/v1", BaseURLEnv: []string{"TOGETHER_BASE_URL"},
			KeyEnv: []string{"TOGETHER_API_KEY"}, KeyURL: "https://api.together.ai/settings/api-keys",
			Model: "Qwen/Qwen3-235B-A22B-Instruct-2507-tput", Models: []string{"openai/gpt-oss-120b", "Qwen/Qwen3-235B-A22B-Instruct-2507-tput", "meta-llama/Llama-3.3-70B-Instruct-Turbo"},
		}, {
			Name: "xai", Adapter: OpenAI, Dialect: xAI(),
			BaseURL: "https://api.x.ai/v1",
			KeyEnv:  []string{"XAI_API_KEY"}, KeyURL: "https://console.x.ai",
			Model: "grok-4.20-non-reasoning", Models: []string{"grok-4.20-non-reasoning", "grok-4.7"},
		}, {
			Name: "cohere", Adapter: OpenAI, Dialect: cohere(),
			BaseURL: "https://api.cohere.ai/compatibility/v1",
			KeyEnv:  []string{"COHERE_API_KEY", "CO_API_KEY"}, KeyURL: "https://dashboard.cohere.com/api-keys",
			Model: "command-a-03-2025", Models: []string{"command-r7b-arabic-02-2025", "command-a-03-2025", "command-a-plus-05-2026"},
		}, {
			Name: "dashscope", Adapter: OpenAI, Dialect: dashScope(),
			BaseURL: "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
			KeyEnv:  []string{"DASHSCOPE_API_KEY"}, KeyURL: "https://modelstudio.console.alibabacloud.com",
			Model: "qwen3.8-flash", Models: []string{"qwen3.8-flash", "qwen3.7-plus", "qwen3.8-max"},
		}, {
			Name: "ollama", Adapter: OpenAI, Dialect: ollama(), Local: true,
			BaseURL: "http://localhost:11434/v1", BasePath: "/v1", BaseURLEnv: []string{"OLLAMA_HOST"},
			KeyEnv: []string{"OLLAMA_API_KEY"}, KeyURL: "https://ollama.com/settings/keys",
			Model: "gemma3", Models: []string{"gemma3", "qwen3", "mistral-small"},
			Probe: Probe{Path: "/api/version", Contains: `"version"`},
		}, {
			Name: "llamacpp", Adapter: OpenAI, Dialect: templated(), Local: true,
			BaseURL: "http://localhost:8080/v1",
			Probe:   Probe{Path: "/props", Contains: `"default_generation_settings"`},
		}, {
			Name: "vllm", Adapter: OpenAI, Dialect: templated(), Local: true,
			BaseURL: "http://localhost:8000/v1", KeyEnv: []string{"VLLM_API_KEY"},
		}, {
			Name: "lmstudio", Adapter: OpenAI, Dialect: Generic(), Local: true,
			BaseURL: "http://localhost:1234/v1",
		},
	}
}
