// SPDX-License-Identifier: Apache-2.0
#include "telemetry/gpureading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace streamgauge {

namespace {

struct Column
{
    const char *query;
    const char *value;
};

constexpr std::array columns {
    Column {"utilization.gpu", "utilization_percent"}, Column {"memory.used", "memory_used_mb"},
    Column {"memory.total", "memory_total_mb"},        Column {"power.draw", "power_w"},
    Column {"temperature.gpu", "temperature_c"},       Column {"clocks.sm", "sm_clock_mhz"},
};

struct DcgmField
{
    const char *name;
    const char *value;
};

constexpr std::array dcgmFields {
    DcgmField {"DCGM_FI_DEV_GPU_UTIL", "utilization_percent"}, DcgmField {"DCGM_FI_DEV_FB_USED", "memory_used_mb"},
    DcgmField {"DCGM_FI_DEV_FB_FREE", "memory_free_mb"},       DcgmField {"DCGM_FI_DEV_POWER_USAGE", "power_w"},
    DcgmField {"DCGM_FI_DEV_GPU_TEMP", "temperature_c"},       DcgmField {"DCGM_FI_DEV_SM_CLOCK", "sm_clock_mhz"},
};

const QString usedMemory = QStringLiteral("memory_used_mb");
const QString totalMemory = QStringLiteral("memory_total_mb");
const QString freeMemory = QStringLiteral("memory_free_mb");
const QString unifiedMemory = QStringLiteral("unified_memory");

bool isAdded(QLatin1String value)
{
    return value.startsWith(QLatin1String("memory")) || value == QLatin1String("power_w");
}

/// The readings of several GPUs, one value of each at a time.
class GpuTotals
{
public:
    void add(QLatin1String name, double reading)
    {
        if (!std::isfinite(reading) || reading < 0)
            return;
        auto [entry, isFirst] = m_values.try_emplace(name, reading);
        ++m_counts[name];
        if (isFirst)
            return;
        entry->second =
            name == QLatin1String("temperature_c") ? std::max(entry->second, reading) : entry->second + reading;
    }

    SampleValues values(int gpus) const
    {
        SampleValues values = m_values;
        for (const auto &[name, count] : m_counts)
            if (const QLatin1String plain(name.toLatin1()); !isAdded(plain) && name != QLatin1String("temperature_c"))
                values[name] /= count;
        values[QStringLiteral("gpus")] = gpus;
        return values;
    }

private:
    SampleValues m_values;
    std::map<QString, int> m_counts;
};

}

QStringList gpuQueryArguments()
{
    QStringList names;
    for (const Column &column : columns)
        names.append(QLatin1String(column.query));
    return {QStringLiteral("--query-gpu=") + names.join(QLatin1Char(',')),
            QStringLiteral("--format=csv,noheader,nounits")};
}

SampleValues readNvidiaSmi(const QByteArray &output)
{
    GpuTotals totals;
    int gpus = 0;
    bool hasMemory = false;
    for (const QByteArray &line : output.split('\n')) {
        const QByteArrayList cells = line.split(',');
        if (cells.size() != static_cast<qsizetype>(columns.size()))
            continue; // an error message, a login banner
        ++gpus;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            bool isNumber = false;
            const double value = cells[static_cast<qsizetype>(i)].trimmed().toDouble(&isNumber);
            if (!isNumber)
                continue; // "[N/A]", "[Not Supported]", "[Unknown Error]"
            const QLatin1String name(columns[i].value);
            totals.add(name, value);
            hasMemory = hasMemory || name.startsWith(QLatin1String("memory"));
        }
    }
    if (gpus == 0)
        return {};
    SampleValues values = totals.values(gpus);
    if (!hasMemory)
        values[unifiedMemory] = 1;
    return values;
}

SampleValues readDcgm(const MetricsPage &page)
{
    GpuTotals totals;
    std::set<QByteArray> gpus;
    std::set<QByteArray> seen;
    for (const MetricLine &line : page.lines) {
        const auto field = std::ranges::find_if(dcgmFields, [&](const DcgmField &f) { return line.name == f.name; });
        if (field == dcgmFields.end())
            continue;
        const QByteArray gpu = line.label("Hostname") + '/' + line.label("UUID") + '/' + line.label("gpu");
        gpus.insert(gpu);
        // Memory is an instance's own; the rest is the GPU's and repeated for each of its instances.
        const bool isMemory = QByteArrayView(field->value).startsWith("memory");
        const QByteArray key = line.name + '/' + gpu + (isMemory ? '/' + line.label("GPU_I_ID") : QByteArray());
        if (seen.insert(key).second)
            totals.add(QLatin1String(field->value), line.value);
    }
    if (gpus.empty())
        return {};
    SampleValues values = totals.values(static_cast<int>(gpus.size()));
    if (const auto unused = values.find(freeMemory); unused != values.end()) {
        if (values.contains(usedMemory))
            values[totalMemory] = values[usedMemory] + unused->second;
        values.erase(unused);
    }
    if (!values.contains(usedMemory))
        values[unifiedMemory] = 1;
    return values;
}

void addSystemMemory(SampleValues &values, const QByteArray &meminfo)
{
    constexpr double kibibytesPerMebibyte = 1024;
    std::optional<double> total;
    std::optional<double> available;
    for (const QByteArray &line : meminfo.split('\n')) {
        const QByteArray number = line.mid(line.indexOf(':') + 1).simplified().split(' ').first();
        if (line.startsWith("MemTotal:"))
            total = number.toDouble() / kibibytesPerMebibyte;
        else if (line.startsWith("MemAvailable:"))
            available = number.toDouble() / kibibytesPerMebibyte;
    }
    if (!total || !available || *available > *total)
        return;
    values[totalMemory] = *total;
    values[usedMemory] = *total - *available;
}

}
