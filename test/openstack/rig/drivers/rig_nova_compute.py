"""nova-compute with Nova's own fake driver, whose size, node name and pace come from the environment."""
import os
import sys

import eventlet
from nova.cmd.compute import main  # patches the standard library first, so it has to be the first of Nova
from nova.scheduler.client.report import SchedulerReportClient
from nova.virt import fake

Driver = fake.FakeDriver
Driver.vcpus = int(os.environ['RIG_VCPUS'])
Driver.memory_mb = int(os.environ['RIG_MEMORY_MB'])
Driver.local_gb = int(os.environ['RIG_DISK_GIB'])

set_up = Driver.init_host
finish_move = Driver.live_migration
power_off = Driver.migrate_disk_and_power_off


def init_host(self, host):
    set_up(self, host)
    self._set_nodes([os.environ['RIG_NODE']])


def hold(instance):
    """A real move takes minutes; the fake one would be over before anybody could look at it."""
    while instance.metadata.get('rig') == 'hold':
        eventlet.sleep(5)


def live_migration(self, context, instance, *args, **kwargs):
    hold(instance)
    return finish_move(self, context, instance, *args, **kwargs)


def migrate_disk_and_power_off(self, context, instance, *args, **kwargs):
    hold(instance)
    return power_off(self, context, instance, *args, **kwargs)


# Only a reshape and PCI need these, the rig has neither, and they cost one request for each server of the host, each time.
SchedulerReportClient.get_allocations_for_provider_tree = lambda *_args: {}
Driver.init_host = init_host
Driver.live_migration = live_migration
Driver.migrate_disk_and_power_off = migrate_disk_and_power_off
sys.exit(main())
