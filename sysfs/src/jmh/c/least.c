/*
 * The least that a program has to do to read a host: the peer of the snapshot benchmarks.
 *
 *   least DIR DETAIL    reads the tree at DIR once for each byte on standard input, and answers each with a byte
 *
 * DETAIL is t (topology), s (status) or f (full), with the information of the library's levels. Files are opened relative to
 * an open directory, read once and closed; nothing is kept, parsed no more than needed, and no memory is allocated.
 * At the end the number of system calls of one reading goes to standard error.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum owner { NOBODY, HOST, VFIO_AP };

struct entry {
    unsigned long inode;
    long offset;
    unsigned short length;
    unsigned char type;
    char name[];
};

static char detail;
static long calls;
static unsigned char owner[256][256];
static unsigned char card[256];
static char text[8192];

static int enter(int dir, const char *path)
{
    calls++;
    return openat(dir, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static void leave(int dir)
{
    calls++;
    close(dir);
}

static int attribute(int dir, const char *path)
{
    int file = openat(dir, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    calls++;
    if (file < 0)
        return -1;
    int length = read(file, text, sizeof text - 1);
    close(file);
    calls += 2;
    text[length > 0 ? length : 0] = 0;
    return length;
}

static void list(int dir, const char *path, void (*each)(const char *name, int with), int with)
{
    char buffer[32768];
    int directory = enter(dir, path);
    if (directory < 0)
        return;
    for (long length; calls++, (length = syscall(SYS_getdents64, directory, buffer, sizeof buffer)) > 0;)
        for (long at = 0; at < length; at += ((struct entry *) (buffer + at))->length)
            each(((struct entry *) (buffer + at))->name, with);
    leave(directory);
}

static int digits(const char *text, int count)
{
    int value = 0;
    for (; count > 0; count--, text++)
        value = value * 16 + (*text <= '9' ? *text - '0' : *text - 'a' + 10);
    return value;
}

static void queue_of_driver(const char *name, int driver)
{
    if (name[2] == '.' && strlen(name) == 7)
        owner[digits(name, 2)][digits(name + 5, 2)] = driver;
}

static void found_card(const char *name, int unused)
{
    if (strncmp(name, "card", 4) == 0)
        card[digits(name + 4, 2)] = 1;
}

static void read_queue(int adapter_dir, int adapter, int domain)
{
    char path[64], target[256];
    int start = sprintf(path, "%02x.%04x/", adapter, domain);
    int by = owner[adapter][domain];
    if (detail == 'f') {
        strcpy(path + start, "driver");
        long length = readlinkat(adapter_dir, path, target, sizeof target);
        calls++;
        by = length < 0 ? NOBODY : target[length - 1] == 'p' ? VFIO_AP : HOST;
        strcpy(path + start, "config");
        attribute(adapter_dir, path);
        strcpy(path + start, "chkstop");
        attribute(adapter_dir, path);
    }
    if (by == HOST || (detail == 'f' && by == VFIO_AP)) {
        strcpy(path + start, by == HOST ? "online" : "status");
        attribute(adapter_dir, path);
    }
}

static void found_queue(const char *name, int unused)
{
    if (name[2] == '.' && strlen(name) == 7)
        owner[digits(name, 2)][digits(name + 5, 2)] = HOST;
}

static void read_device(const char *name, int matrix)
{
    static const char *const attributes[] = {"ap_config", "guest_matrix"};
    char path[128];
    if (strlen(name) != 36)
        return;
    for (int i = 0; i < 2; i++) {
        sprintf(path, "%s/%s", name, attributes[i]);
        attribute(matrix, path);
    }
    if (detail == 's' && text[0] != 0) {
        int root = matrix;
        sprintf(path, "../../ap/card%.2s/%.7s/status", text, text);
        attribute(root, path);
    }
}

static void read_host(const char *path)
{
    static const char *const bus_attributes[] = {"apmask", "aqmask", "ap_max_adapter_id", "ap_max_domain_id", "bindings",
        "config_time", "ap_domain", "ap_adapter_mask", "ap_usage_domain_mask", "ap_control_domain_mask"};
    static const char *const card_attributes[] = {"online", "config", "chkstop", "hwtype", "raw_hwtype", "depth", "max_msg_size",
        "type", "ap_functions", "serialnr"};
    memset(owner, 0, sizeof owner);
    memset(card, 0, sizeof card);
    int root = enter(AT_FDCWD, path), bus = enter(root, "bus/ap");
    for (unsigned i = 0; i < sizeof bus_attributes / sizeof *bus_attributes; i++)
        attribute(bus, bus_attributes[i]);
    if (detail == 'f') {
        list(bus, "devices", found_queue, 0);
    } else {
        list(bus, "drivers/cex4queue", queue_of_driver, HOST);
        list(bus, "drivers/vfio_ap", queue_of_driver, VFIO_AP);
    }
    int cards = enter(root, "devices/ap");
    list(root, "devices/ap", found_card, 0);
    for (int adapter = 0; adapter < 256; adapter++) {
        if (!card[adapter])
            continue;
        char name[16];
        sprintf(name, "card%02x", adapter);
        int dir = enter(cards, name);
        for (unsigned i = 0; i < sizeof card_attributes / sizeof *card_attributes; i++)
            attribute(dir, card_attributes[i]);
        if (detail != 't')
            for (int domain = 0; domain < 256; domain++)
                if (owner[adapter][domain])
                    read_queue(dir, adapter, domain);
        leave(dir);
    }
    leave(cards);
    int matrix = enter(root, "devices/vfio_ap/matrix");
    list(matrix, ".", read_device, matrix);
    attribute(matrix, "mdev_supported_types/vfio_ap-passthrough/available_instances");
    leave(matrix);
    leave(bus);
    leave(root);
}

int main(int argc, char **arguments)
{
    char byte;
    if (argc != 3)
        return 2;
    detail = arguments[2][0];
    while (read(0, &byte, 1) == 1) {
        calls = 0;
        read_host(arguments[1]);
        if (write(1, &byte, 1) != 1)
            return 1;
    }
    fprintf(stderr, "%s: %ld system calls\n", arguments[2], calls);
    return 0;
}
