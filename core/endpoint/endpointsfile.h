// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "endpoint/endpoint.h"

#include <QByteArray>

#include <vector>

namespace streamgauge {

/// endpoints.yaml: what people edit and share. Unknown keys, wrong types, two endpoints of the same label
/// and a key written out in `api_key` are errors with their line.
Expected<std::vector<Endpoint>> parseEndpoints(const QByteArray &yaml, const QString &source);
QByteArray formatEndpoints(const std::vector<Endpoint> &endpoints);

/// A file that does not exist is an Io error; callers for whom it means "none yet" ask QFileInfo::exists() first.
Expected<std::vector<Endpoint>> loadEndpoints(const QString &path);
/// Replaces the file in one step, or leaves it as it was.
Expected<void> saveEndpoints(const QString &path, const std::vector<Endpoint> &endpoints);

/// endpoints.yaml in the user's config folder.
QString defaultEndpointsPath();

/// "http://host:8000", "http://host:8000/", "http://host:8000/v1" → "http://host:8000/v1".
/// A path that names a version ("/proxy/v1", "/v1beta/openai") stays as it is; "/chat/completions" at its end is taken
/// off. An error where it is no http or https URL with a host, or holds a user name or password.
Expected<QString> normalizedBaseUrl(const QString &url);

/// Where requests of an interface go; @p base as normalizedBaseUrl() makes it.
QString requestUrl(const QString &base, Api api);

/// "http://host/proxy/v1" → "http://host/proxy": where an engine's own pages are.
QString serverRoot(const QString &base);

/// @p url without user name and password, for screens, files and logs.
QString withoutCredentials(const QString &url);

}
