// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

#include <optional>

namespace streamgauge {

/// Which interface of a server requests speak.
enum class Api {
    Chat,        ///< OpenAI chat completions: {base}/chat/completions
    Completions, ///< legacy completions: {base}/completions, the messages as one prompt
    Responses,   ///< OpenAI Responses: {base}/responses
    Ollama,      ///< Ollama's own: /api/chat, newline-delimited JSON
};

QString toString(Api api); ///< as in endpoints.yaml: "chat", "completions", "responses", "ollama"
QStringList apiNames();
std::optional<Api> apiFromString(QStringView text);

}
