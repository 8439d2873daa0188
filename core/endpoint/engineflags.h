// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>

namespace streamgauge {

/// How a server was started, as far as it tells: of llama.cpp's /props and SGLang's /server_info, the settings that
/// explain its speed. Nothing else is taken over: /server_info holds keys too.
QJsonObject engineFlags(const QJsonObject &props, const QJsonObject &serverInfo);

}
