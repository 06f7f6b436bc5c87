"""Cinder's own fake driver, with pools of its own; it would otherwise call every back end "fake" and give it 5 GB."""
from cinder.tests import fake_driver

POOLS = {
    'slow': {'hdd-a': (102400, 92160), 'hdd-b': (51200, 50000)},
    # Back ends that cannot tell say so in words, and schedulers and reports have to live with it.
    'fast': {'nvme': ('infinite', 'unknown')},
}


class Driver(fake_driver.FakeLoggingVolumeDriver):
    def get_volume_stats(self, refresh=False):
        backend = self.configuration.volume_backend_name
        pools = [
            {
                'pool_name': name,
                'total_capacity_gb': total,
                'free_capacity_gb': free,
                'provisioned_capacity_gb': 1024,
                'allocated_capacity_gb': 512,
                'reserved_percentage': 0,
                'max_over_subscription_ratio': '20.0',
                'thin_provisioning_support': True,
                'thick_provisioning_support': False,
                'multiattach': True,
                'QoS_support': False,
            }
            for name, (total, free) in POOLS[backend].items()
        ]
        return {
            'volume_backend_name': backend,
            'vendor_name': 'Aether',
            'driver_version': '1.0',
            'storage_protocol': 'fake',
            'pools': pools,
        }
