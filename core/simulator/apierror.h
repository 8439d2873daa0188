// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <expected>

namespace streamgauge {

/// An answer other than 200, as vLLM words it.
struct ApiError
{
    int status = 400;
    QString type = QStringLiteral("BadRequestError");
    QString message;
    QString param = {};
};

template<typename T>
using ApiResult = std::expected<T, ApiError>;

/// {"error": {"message", "type", "param", "code"}}
QByteArray errorBody(const ApiError &error);

}
